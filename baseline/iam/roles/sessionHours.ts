/**
 * Hours that a session of a role lasts at most: what steals one has it until then, since AWS cannot end it early without a
 * policy for the purpose. AWS allows 1 to 12 (AWS IAM User Guide, "Update the maximum session duration for a role").
 */
export const SESSION_HOURS = 4;

/**
 * Days between the order to delete a KMS key and its end: the longest that AWS KMS takes, so that somebody notices.
 *
 * Source: AWS KMS API Reference, ScheduleKeyDeletion: 7 to 30 days.
 */
export const KEY_DELETION_WINDOW = 30;

/** Days after which a secret is changed. */
export const SECRET_ROTATION_DAYS = 90;

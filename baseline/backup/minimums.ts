/** What a team's backups must do at least. A team may set its own figures. */

/** Days that each recovery point is kept: an intruder stays unseen for weeks, and what is deleted is often missed later. */
export const MINIMUM_RETENTION = 35;

/** Hours of work that may be lost: a daily backup that starts within two hours. */
export const RECOVERY_POINT_HOURS = 26;

/** Days that a database keeps its own automated backups, and a table its recovery points, to recover any second of them. */
export const DATABASE_RETENTION = 7;

/** Days that a cache keeps its daily snapshots: one night's, from which sessions and carts come back. */
export const SNAPSHOT_DAYS = 1;

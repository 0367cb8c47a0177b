/**
 * The tag of data stores that are backed up: components put it on what they make, and a set of backups selects by it.
 */
export const BACKUP_TAG = { key: "backup", value: "true" } as const;

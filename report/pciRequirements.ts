/** The standard as references of rules name it. */
export const PCI = "PCI DSS 4.0.1";

/**
 * What the requirements are about that rules refer to, by number and in our own words: the standard's text is its
 * publisher's.
 */
export const PCI_REQUIREMENTS: Readonly<Record<string, string>> = {
  "1.3.1": "Inbound traffic to the cardholder data environment is restricted to what is necessary.",
  "1.4.4": "Stores of cardholder data cannot be reached from untrusted networks.",
  "3.5.1": "Card numbers are unreadable wherever they are stored.",
  "3.6.1": "Keys that protect stored account data are guarded against disclosure and misuse.",
  "3.7.4": "Keys are changed at the end of their lifetime.",
  "3.7.5": "Keys are retired, replaced or destroyed when their lifetime ends or they may be known.",
  "3.7.6": "Nobody alone controls a key: split knowledge and dual control where keys are handled by hand.",
  "4.2.1": "Card numbers cross open networks under strong cryptography only.",
  "5.4.1": "Mechanisms detect phishing and protect staff against it.",
  "6.3.3": "Software is kept free of known vulnerabilities by patches.",
  "6.4.2": "A technical solution before public web applications detects and prevents attacks continually.",
  "6.5.1": "Changes to production follow a procedure.",
  "7.2.1": "An access model grants rights by need.",
  "7.2.2": "People have the least privileges that their job needs.",
  "7.2.5": "Accounts of applications and systems have the least privileges that they need.",
  "7.2.6": "Queries of stored cardholder data are restricted.",
  "7.3.1": "An access control system restricts access by need to know.",
  "8.2.6": "Accounts that nobody used for 90 days are removed or disabled.",
  "8.2.7": "Remote access of third parties is managed and watched.",
  "8.2.8": "A session that is idle asks for the credentials again.",
  "8.3.6": "Passwords have at least twelve characters, with letters and digits.",
  "8.3.7": "A new password is none of the last four.",
  "8.4.2": "Access to the cardholder data environment takes more than one factor.",
  "8.6.1": "Interactive use of system and application accounts is managed.",
  "8.6.2": "Passwords of system and application accounts stand in no script, configuration or source code.",
  "8.6.3": "Passwords of system and application accounts are changed periodically and guarded against misuse.",
  "10.3.2": "Audit logs cannot be changed by individuals.",
  "10.3.3": "Audit logs are copied promptly to a place where they are hard to change.",
  "10.4.1.1": "Audit logs are reviewed by a machine.",
  "10.7.2": "Failures of critical security controls are noticed and told promptly.",
  "12.10.1": "A plan for incidents exists and is ready, recovery from backups included.",
};

package org.samling.sip2.shadow;

/** What an exchange shows besides a difference, on which the difference's cause may depend. */
public enum Circumstance {
  /** The old server sent a field that the standard's reply does not have. */
  NO_SUCH_FIELD,
  /** Without values that the old server lists twice, both lists are of one length. */
  LISTED_TWICE,
  /** The recorded value has bytes that are not of the character set of the recording. */
  UNREADABLE,
  /** Both replies tell that somebody waits for the item. */
  QUEUED,
  /** The item was lent or renewed during the replay. */
  JUST_LENT
}

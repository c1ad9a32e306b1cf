package org.samling.core.patron;

/**
 * Why a patron is barred, by the codes that Danish libraries use (Fælles Bibliotekssystem). All but
 * {@link #DEBT} are put and taken away by somebody; that one holds as long as the debt is above
 * what is allowed, and is stored nowhere.
 */
public enum BlockCode {
  /** O: the card is stolen. */
  STOLEN_CARD('O'),
  /** U: excluded. */
  EXCLUDED('U'),
  /** F: excluded for longer. */
  EXTENDED_EXCLUSION('F'),
  /** S: blocked by a kiosk. */
  BLOCKED_BY_KIOSK('S'),
  /** W: registered themselves on the web and was not yet seen by staff. */
  SELF_REGISTERED('W'),
  /** E: owes more than is allowed. */
  DEBT('E'),
  /** D: deceased. */
  DECEASED('D');

  private final char letter;

  BlockCode(char letter) {
    this.letter = letter;
  }

  /** Whether it follows from other facts, and can neither be put nor taken away. */
  public boolean isDerived() {
    return this == DEBT;
  }

  /** The letter that stands for it. */
  public char letter() {
    return letter;
  }

  /**
   * The code for a letter.
   *
   * @throws IllegalArgumentException for any other letter
   */
  public static BlockCode ofLetter(char letter) {
    for (var code : values()) {
      if (code.letter == letter) {
        return code;
      }
    }
    throw new IllegalArgumentException("a block code is one of O U F S W E D, not " + letter);
  }
}

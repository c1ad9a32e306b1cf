package org.samling.core.patron;

/**
 * Why a patron is blocked, by the codes that Danish libraries use (Fælles Bibliotekssystem), and
 * one of our own. All but two are added and removed by somebody: {@link #DEBT} holds as long as the
 * debt is above the limit, and is not stored; {@link #HOME} is kept as a guest's home says.
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
  /** W: registered online and not yet verified by staff. */
  SELF_REGISTERED('W'),
  /** E: the debt is above the limit. */
  DEBT('E'),
  /** D: deceased. */
  DECEASED('D'),
  /** H: a guest who may not borrow at home, or whose agreement has ended. */
  HOME('H');

  private final char letter;

  BlockCode(char letter) {
    this.letter = letter;
  }

  /** Whether it follows from other facts, and can be neither added nor removed. */
  public boolean isDerived() {
    return this == DEBT || this == HOME;
  }

  /** Its letter. */
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
    throw new IllegalArgumentException("a block code is one of O U F S W E D H, not " + letter);
  }
}

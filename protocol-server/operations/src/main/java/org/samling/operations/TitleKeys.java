package org.samling.operations;

import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.WantedTitle;

/** Keys of titles, as inputs name them. */
public final class TitleKeys {

  private TitleKeys() {}

  /**
   * The key that a text is, {@code 870970:51234567}.
   *
   * @throws Problem when it is not written like a key
   */
  public static RecordKey of(String text) {
    try {
      return RecordKey.parse(text);
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  /**
   * The title that a text names, or one volume or issue of it: {@code
   * 870970:51234567?year=2026&issue=3}.
   *
   * @throws Problem when it is not written like that
   */
  public static WantedTitle wanted(String text) {
    try {
      return WantedTitle.parse(text);
    } catch (IllegalArgumentException _) {
      throw malformed();
    }
  }

  private static Problem malformed() {
    return Problem.invalid(
        new Sentence(
            "A title must be given as source:number, such as 870970:51234567.",
            "En titel skal angives som kilde:nummer, for eksempel 870970:51234567."));
  }
}

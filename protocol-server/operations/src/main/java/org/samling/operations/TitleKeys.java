package org.samling.operations;

import org.samling.core.catalogue.RecordKey;

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
      throw Problem.invalid("A title must be given as source:number, such as 870970:51234567.");
    }
  }
}

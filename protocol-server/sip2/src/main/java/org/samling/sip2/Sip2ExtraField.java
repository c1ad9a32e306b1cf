package org.samling.sip2;

import java.util.Locale;

/**
 * A field outside a message's layout: an extension, an unknown id, or a repeat of a field that may
 * occur only once.
 *
 * @param id the two-letter id; a single character where the field was cut short
 * @param value the field's text
 */
public record Sip2ExtraField(String id, String value) {

  /**
   * The field as shown in a log: a secret is masked whatever the case of its id, and so is anything
   * that looks like a CPR number.
   */
  @Override
  public String toString() {
    var field = Sip2Fields.byId(id.toUpperCase(Locale.ROOT));
    boolean secret = field != null && field.kind() == Sip2Field.Kind.SECRET;
    return id + "=" + (secret ? Sip2Secret.MASK : new Sip2PatronId(value));
  }
}

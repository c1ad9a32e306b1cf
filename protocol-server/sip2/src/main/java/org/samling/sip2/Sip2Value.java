package org.samling.sip2;

/**
 * A field's value that is more than plain text. The text on the wire is always kept, odd or not.
 */
public sealed interface Sip2Value
    permits PatronStatusFlags,
        Sip2Amount,
        Sip2Code,
        Sip2Date,
        Sip2Flag,
        Sip2Number,
        Sip2PatronId,
        Sip2Secret,
        Sip2Summary,
        SupportedMessages {

  /** The value as it is on the wire, before it is fitted to a fixed width. */
  String wire();
}

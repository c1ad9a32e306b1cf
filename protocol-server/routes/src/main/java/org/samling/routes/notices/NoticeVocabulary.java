package org.samling.routes.notices;

import org.samling.core.notices.MessageKind;
import org.samling.routes.templates.Scope;

/**
 * The names that a template of each kind of message can use: texts, and sections, which have names
 * of their own.
 */
final class NoticeVocabulary {

  static final String LIBRARY = "library";
  static final String TENANT = "tenant";
  static final String NAME = "name";
  static final String CHILD = "child";
  static final String COUNT = "count";
  static final String WANTED = "wanted";
  static final String ENTRIES = "entries";
  static final String TITLE = "title";
  static final String AUTHOR = "author";
  static final String BARCODE = "barcode";
  static final String DUE = "due";
  static final String LENDER = "lender";
  static final String RENEWED = "renewed";
  static final String REFUSED = "refused";
  static final String ASKED = "asked";
  static final String ON_ITS_WAY = "on-its-way";
  static final String UNAVAILABLE = "unavailable";
  static final String COPY = "copy";
  static final String LINK = "link";
  static final String DAYS_LATE = "days-late";
  static final String STEP = "step";
  static final String REPEATED = "repeated";
  static final String PICKUP_NUMBER = "pickup-number";
  static final String PICKUP_UNTIL = "pickup-until";
  static final String EXPIRES = "expires";
  static final String PRINTED = "printed";
  static final String DESTINATION = "destination";
  static final String PAID = "paid";
  static final String OWED = "owed";
  static final String AMOUNT = "amount";

  private NoticeVocabulary() {}

  /** The names in a template of a kind. */
  static Scope of(MessageKind kind) {
    var whole = Scope.texts(LIBRARY, TENANT, NAME, CHILD);
    var slip = Scope.texts(LIBRARY, TENANT, PRINTED);
    return switch (kind) {
      case LOAN_SLIP ->
          slip.with(NAME, Scope.TEXT)
              .with(COUNT, Scope.TEXT)
              .with(ENTRIES, Scope.texts(TITLE, BARCODE, DUE));
      case HOLD_SLIP ->
          slip.with(NAME, Scope.TEXT)
              .with(TITLE, Scope.TEXT)
              .with(AUTHOR, Scope.TEXT)
              .with(BARCODE, Scope.TEXT)
              .with(PICKUP_NUMBER, Scope.TEXT)
              .with(PICKUP_UNTIL, Scope.TEXT);
      case TRANSIT_SLIP ->
          slip.with(TITLE, Scope.TEXT)
              .with(AUTHOR, Scope.TEXT)
              .with(BARCODE, Scope.TEXT)
              .with(DESTINATION, Scope.TEXT);
      case RECEIPT ->
          slip.with(NAME, Scope.TEXT)
              .with(PAID, Scope.TEXT)
              .with(OWED, Scope.TEXT)
              .with(ENTRIES, Scope.texts(TITLE, AMOUNT));
      case CARD_EXPIRY -> whole.with(EXPIRES, Scope.TEXT);
      case RECALL ->
          whole.with(COUNT, Scope.TEXT).with(WANTED, Scope.TEXT).with(ENTRIES, entry(kind));
      case PRE_DUE, OVERDUE, READY, HOLD_EXPIRED, INTERLIBRARY, LENDER ->
          whole.with(COUNT, Scope.TEXT).with(ENTRIES, entry(kind));
      case DIGEST -> {
        var digest = whole;
        for (var part : MessageKind.values()) {
          digest =
              switch (part) {
                case DIGEST, LOAN_SLIP, HOLD_SLIP, TRANSIT_SLIP, RECEIPT -> digest;
                case CARD_EXPIRY -> digest.with(part.text(), Scope.texts(EXPIRES));
                case RECALL ->
                    digest.with(part.text(), Scope.texts(COUNT, WANTED).with(ENTRIES, entry(part)));
                case PRE_DUE, OVERDUE, READY, HOLD_EXPIRED, INTERLIBRARY, LENDER ->
                    digest.with(part.text(), Scope.texts(COUNT).with(ENTRIES, entry(part)));
              };
        }
        yield digest;
      }
    };
  }

  private static Scope entry(MessageKind kind) {
    var entry = Scope.texts(TITLE, AUTHOR, BARCODE, LIBRARY);
    return switch (kind) {
      case PRE_DUE, RECALL -> entry.with(DUE, Scope.TEXT).with(LENDER, Scope.TEXT);
      case INTERLIBRARY ->
          entry.with(ASKED, Scope.TEXT).with(ON_ITS_WAY, Scope.TEXT).with(UNAVAILABLE, Scope.TEXT);
      case LENDER ->
          entry
              .with(DUE, Scope.TEXT)
              .with(LENDER, Scope.TEXT)
              .with(RENEWED, Scope.TEXT)
              .with(REFUSED, Scope.TEXT)
              .with(COPY, Scope.TEXT)
              .with(LINK, Scope.TEXT);
      case OVERDUE ->
          entry
              .with(DUE, Scope.TEXT)
              .with(LENDER, Scope.TEXT)
              .with(DAYS_LATE, Scope.TEXT)
              .with(STEP, Scope.TEXT)
              .with(REPEATED, Scope.TEXT);
      case READY -> entry.with(PICKUP_NUMBER, Scope.TEXT).with(PICKUP_UNTIL, Scope.TEXT);
      case HOLD_EXPIRED, CARD_EXPIRY, DIGEST, LOAN_SLIP, HOLD_SLIP, TRANSIT_SLIP, RECEIPT -> entry;
    };
  }
}

package org.samling.routes.sip2;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2Wire;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;

/**
 * How replies express the library's data. What SIP2 leaves to the library ("free format") is
 * written in one way on a connection, and in another in XML, where Danish machines expect it as FBS
 * has it. The rest of a reply is the same in both.
 */
sealed interface Sip2Dialect permits StandardDialect, FbsDialect {

  /** Reads and writes an account's messages, given what its profile says of them. */
  Sip2Codec codec(Account account, Sip2Wire wire);

  /** What the machine calls the institution (AO), by its profile and by the ISIL it came for. */
  String institution(Sip2Wire wire, String isil);

  /** Whether checksums detect transmission errors. */
  boolean detectsErrors();

  /** How long a machine should wait for a reply, in tenths of a second, and how often to retry. */
  RetryTimes retryTimes(Sip2Wire wire);

  /** Time-out and retries, for the machine. */
  record RetryTimes(Sip2Number timeout, Sip2Number retries) {}

  /** The language of a reply about a patron, given that of the request and the patron's own. */
  Sip2Code<Sip2Code.Language> language(
      Sip2Code<Sip2Code.Language> asked, Sip2Code<Sip2Code.Language> own);

  /** The patron in the request (AA in 24 and 64). */
  Sip2PatronId patron(Sip2PatronId asked, boolean isKnown);

  /** The patron who had a returned item (AA in 10). */
  @Nullable Sip2PatronId borrower(@Nullable String identifier);

  /** When a loan is due (AH). */
  String due(Sip2Exchange<?> exchange, Instant due);

  /** The text of a refusal. */
  String refusal(ScreenMessages messages, RefusalReason reason);

  /** The branch that a machine gives as the pickup location (BS). */
  String branch(String named);

  /** An item as replies show it. */
  Item item(Sip2Exchange<?> exchange, ItemView item);

  /**
   * The description of an item.
   *
   * @param title AJ
   * @param home AQ
   * @param properties CH, or null
   */
  record Item(String title, String home, @Nullable String properties) {}

  /** The lists of a patron's account in 64 and 66. */
  PatronLists patronLists(Sip2Exchange<?> exchange, PatronAccount account);

  /** A patron's address (BD), or null. */
  @Nullable String address(Sip2Exchange<?> exchange, PatronAccount account);

  /** The entries of the lists of one account. */
  interface PatronLists {

    /** A hold that is ready (AS). */
    String ready(PatronAccount.Hold hold);

    /** A hold that is not ready (CD). */
    String waiting(PatronAccount.Hold hold);

    /** A loan (AT, AU). */
    String loan(PatronAccount.Loan loan);

    /** A loan that was recalled (BU). */
    String recalled(PatronAccount.Loan loan);

    /** A fee (AV). */
    String fee(PatronAccount.Fee fee);

    /** A loan that was renewed (BM). */
    String renewed(PatronAccount.Loan loan, Instant due);

    /** A loan that was not renewed (BN). */
    String unrenewed(PatronAccount.Loan loan);

    /** A list that was requested. */
    List<String> list(List<String> entries);
  }
}

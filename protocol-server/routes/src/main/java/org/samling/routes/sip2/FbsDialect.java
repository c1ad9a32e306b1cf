package org.samling.routes.sip2;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Description;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2Wire;
import org.samling.core.policy.LendingPolicy;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Form;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP2 in XML as FBS, the library system of the Danish public libraries, speaks it, for the
 * machines made for it. Some fields hold several values separated by percent signs ({@link
 * FbsComposite}).
 */
final class FbsDialect implements Sip2Dialect {

  private static final Logger LOG = LoggerFactory.getLogger(FbsDialect.class);
  private static final int TIMEOUT = 600;

  /** "Unknown" in the standard. */
  private static final int RETRIES = 999;

  private static final String KNOWN = "LN:";
  private static final String ANYBODY = "ANY:";
  private static final String MIDNIGHT = "    000000";
  private static final String FBS_PREFIX = "FBS-";
  private static final String DANISH_PREFIX = "DK-";

  /** What FBS writes between a branch and its name. */
  private static final String NAMED = " - ";

  /** A shelving location is written with its parts in order: Voksen > Krimi. */
  private static final Pattern PARTS = Pattern.compile("\\s*>\\s*");

  private static final Pattern ADDRESS =
      Pattern.compile("(?s)(.*?)[,\\s]+(\\d{4})\\s+([^,\\n]+?)\\s*(?:[,\\n]\\s*(.+?))?\\s*");

  private final Descriptions descriptions;
  private final Inquiries inquiries;

  FbsDialect(Descriptions descriptions, Inquiries inquiries) {
    this.descriptions = descriptions;
    this.inquiries = inquiries;
  }

  /** XML has its own character encoding; the message is decoded before it is read. */
  @Override
  public Sip2Codec codec(Account account, Sip2Wire wire) {
    return new Sip2Codec(Sip2Charset.UTF_8, Sip2Form.FBS);
  }

  @Override
  public String institution(Sip2Wire wire, String isil) {
    return isil;
  }

  /** HTTP detects errors. */
  @Override
  public boolean detectsErrors() {
    return false;
  }

  @Override
  public RetryTimes retryTimes(Sip2Wire wire) {
    return new RetryTimes(Sip2Number.of(TIMEOUT), Sip2Number.of(RETRIES));
  }

  @Override
  public Sip2Code<Sip2Code.Language> language(
      Sip2Code<Sip2Code.Language> asked, Sip2Code<Sip2Code.Language> own) {
    return asked.is(Sip2Code.Language.UNKNOWN) ? own : asked;
  }

  @Override
  public Sip2PatronId patron(Sip2PatronId asked, boolean isKnown) {
    return new Sip2PatronId((isKnown ? KNOWN : ANYBODY) + asked.value());
  }

  @Override
  public @Nullable Sip2PatronId borrower(@Nullable String identifier) {
    return identifier == null ? null : new Sip2PatronId(KNOWN + identifier);
  }

  @Override
  public String due(Sip2Exchange<?> exchange, Instant due) {
    return day(due, Sip2Texts.zone(exchange)) + MIDNIGHT;
  }

  @Override
  public String refusal(ScreenMessages messages, RefusalReason reason) {
    return reason == RefusalReason.RENEWAL_TOO_EARLY
        ? "[BEFORE_RENEW_PERIOD]"
        : messages.refusal(reason);
  }

  @Override
  public String branch(String named) {
    var end = named.indexOf(NAMED);
    var code = end < 0 ? named.strip() : named.substring(0, end).strip();
    return code.startsWith(FBS_PREFIX) ? DANISH_PREFIX + code.substring(FBS_PREFIX.length()) : code;
  }

  /** The transaction stands even if the store can't be read for a fuller description. */
  @Override
  public Item item(Sip2Exchange<?> exchange, ItemView item) {
    try {
      var tenant = exchange.session().loggedInAccount().tenant().id();
      var description = descriptions.ofItems(tenant, List.of(item.barcode())).get(item.barcode());
      var home = branchName(item.home(), inquiries.policy(tenant));
      return description == null
          ? undescribed(item, home)
          : new Item(
              description.key().number(), place(item, home), FbsComposite.of(title(description)));
    } catch (StoreException e) {
      LOG.warn("the reply about item {} has no description: {}", item.barcode(), e.toString());
      return undescribed(item, item.home());
    }
  }

  private static Item undescribed(ItemView item, String home) {
    return new Item(
        "", place(item, home), FbsComposite.of(item.title(), orEmpty(item.author()), "", "", ""));
  }

  /** AQ: branch, department, location, sublocation. */
  private static String place(ItemView item, String home) {
    var parts = PARTS.split(orEmpty(item.location()), 3);
    return FbsComposite.of(
        home, parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
  }

  private static String branchName(String code, LendingPolicy policy) {
    var branch = policy.branches().get(code);
    return branch == null ? code : branch.name();
  }

  /** The five parts that describe a title. */
  private static String[] title(Description description) {
    return new String[] {
      description.title(),
      orEmpty(description.author()),
      description.general(),
      description.specific(),
      description.shelfMark()
    };
  }

  /** BD: street, postal code, town, country, as far as the address can be split. */
  @Override
  public @Nullable String address(Sip2Exchange<?> exchange, PatronAccount account) {
    var address = account.contact().address();
    if (address == null) {
      return null;
    }
    var parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      return FbsComposite.of(address, "", "", "");
    }
    var country = parts.group(4);
    return FbsComposite.of(
        parts.group(1),
        parts.group(2),
        parts.group(3),
        country == null ? country(exchange.session().institution()) : country);
  }

  /** The country of a library, with which its ISIL begins (ISO 15511). */
  private static String country(String institution) {
    var hyphen = institution.indexOf('-');
    return hyphen < 0 ? "" : institution.substring(0, hyphen);
  }

  @Override
  public PatronLists patronLists(Sip2Exchange<?> exchange, PatronAccount account) {
    var machine = exchange.session().loggedInAccount();
    var records = new HashSet<RecordKey>();
    account.loans().forEach(loan -> records.add(loan.record()));
    account.holds().forEach(hold -> records.add(hold.record()));
    return new Entries(
        machine,
        descriptions.ofRecords(machine.tenant().id(), records),
        inquiries.policy(machine.tenant().id()));
  }

  private record Entries(
      Account machine, Map<RecordKey, Description> described, LendingPolicy policy)
      implements PatronLists {

    @Override
    public String ready(PatronAccount.Hold hold) {
      var until = hold.pickupUntil();
      return composite(
          hold.record(),
          hold.title(),
          hold.record().number(),
          orEmpty(hold.barcode()),
          hold.shelf() == null ? "" : hold.shelf().toString(),
          until == null ? "" : day(until, machine.tenant().zone()),
          hold.pickup() + NAMED + branchName(hold.pickup(), policy));
    }

    @Override
    public String waiting(PatronAccount.Hold hold) {
      var until = hold.state() == HoldState.WAITING ? hold.expires() : null;
      return composite(
          hold.record(),
          hold.title(),
          hold.record().number(),
          orEmpty(hold.barcode()),
          until == null ? "" : day(until, machine.tenant().zone()));
    }

    @Override
    public String loan(PatronAccount.Loan loan) {
      return composite(
          loan.record(), loan.title(), loan.barcode(), day(loan.due(), machine.tenant().zone()));
    }

    @Override
    public String recalled(PatronAccount.Loan loan) {
      return loan(loan);
    }

    @Override
    public String fee(PatronAccount.Fee fee) {
      var reason = orEmpty(fee.reason());
      return FbsComposite.of(
          "",
          fee.id().toString(),
          day(fee.arose(), machine.tenant().zone()),
          Sip2Texts.amount(fee.open(), machine.tenant().currency()).wire(),
          fee.title() == null ? reason : fee.title(),
          "",
          "",
          "",
          "");
    }

    @Override
    public String renewed(PatronAccount.Loan loan, Instant due) {
      return composite(
          loan.record(), loan.title(), loan.barcode(), day(due, machine.tenant().zone()));
    }

    @Override
    public String unrenewed(PatronAccount.Loan loan) {
      return composite(
          loan.record(),
          loan.title(),
          loan.barcode(),
          "UNSUCCESSFUL",
          day(loan.due(), machine.tenant().zone()));
    }

    /** An empty list is sent as one empty field. */
    @Override
    public List<String> list(List<String> entries) {
      return entries.isEmpty() ? List.of("") : entries;
    }

    /** Some values, followed by the description of the title. */
    private String composite(RecordKey record, String title, String... values) {
      var description = described.get(record);
      return FbsComposite.of(
          Stream.concat(
                  Stream.of(values),
                  description == null
                      ? Stream.of(title, "", "", "", "")
                      : Stream.of(title(description)))
              .toArray(String[]::new));
    }
  }

  private static String day(Instant at, ZoneId zone) {
    return LocalDate.ofInstant(at, zone).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}

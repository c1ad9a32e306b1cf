package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.LANGUAGE;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.FeeNumbers;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.facts.ItemView;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2Wire;
import org.samling.routes.ScreenMessages;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Number;
import org.samling.sip2.Sip2PatronId;

/** Standard SIP2 over a connection. */
final class StandardDialect implements Sip2Dialect {

  static final Sip2Dialect INSTANCE = new StandardDialect();

  private StandardDialect() {}

  @Override
  public Sip2Codec codec(Account account, Sip2Wire wire) {
    return new Sip2Codec(Sip2Charset.named(wire.charset(account.charset())), wire.delimiter());
  }

  @Override
  public String institution(Sip2Wire wire, String isil) {
    return wire.institution().isEmpty() ? isil : wire.institution();
  }

  @Override
  public boolean detectsErrors() {
    return true;
  }

  @Override
  public RetryTimes retryTimes(Sip2Wire wire) {
    return new RetryTimes(Sip2Number.of(wire.timeout()), Sip2Number.of(wire.retries()));
  }

  @Override
  public Sip2Code<Sip2Code.Language> language(
      Sip2Code<Sip2Code.Language> asked, Sip2Code<Sip2Code.Language> own) {
    return own;
  }

  @Override
  public Sip2PatronId patron(Sip2PatronId asked, boolean isKnown) {
    return asked;
  }

  @Override
  public @Nullable Sip2PatronId borrower(@Nullable String identifier) {
    return identifier == null ? null : new Sip2PatronId(identifier);
  }

  @Override
  public String due(Sip2Exchange<?> exchange, Instant due) {
    return DateTimeFormatter.ofPattern(
            exchange.kiosk().profile().wording().dueFormat(), Sip2Texts.messages(exchange).locale())
        .format(due.atZone(Sip2Texts.zone(exchange)));
  }

  @Override
  public String refusal(ScreenMessages messages, RefusalReason reason) {
    return messages.refusal(reason);
  }

  @Override
  public String branch(String named) {
    return named;
  }

  @Override
  public Item item(Sip2Exchange<?> exchange, ItemView item) {
    return new Item(item.title(), item.home(), item.properties());
  }

  @Override
  public PatronLists patronLists(Sip2Exchange<?> exchange, PatronAccount account) {
    var fees = account.fees().stream().map(PatronAccount.Fee::id).toList();
    var message = exchange.message();
    var messages =
        message.layout().has(LANGUAGE)
            ? Sip2Texts.messages(exchange, message.get(LANGUAGE), account)
            : Sip2Texts.messages(exchange);
    return new Entries(exchange, messages, FeeNumbers.of(fees));
  }

  @Override
  public @Nullable String address(Sip2Exchange<?> exchange, PatronAccount account) {
    return account.contact().address();
  }

  private record Entries(
      Sip2Exchange<?> exchange, ScreenMessages messages, Map<UUID, String> feeNumbers)
      implements PatronLists {

    @Override
    public String ready(PatronAccount.Hold hold) {
      return waiting(hold);
    }

    @Override
    public String waiting(PatronAccount.Hold hold) {
      return hold.barcode() == null ? hold.named() : hold.barcode();
    }

    @Override
    public String loan(PatronAccount.Loan loan) {
      return loan.barcode();
    }

    @Override
    public String recalled(PatronAccount.Loan loan) {
      return loan.barcode();
    }

    @Override
    public String fee(PatronAccount.Fee fee) {
      return Sip2Templates.fee(
          exchange, messages, fee, feeNumbers.getOrDefault(fee.id(), fee.id().toString()));
    }

    @Override
    public String renewed(PatronAccount.Loan loan, Instant due) {
      return loan.barcode();
    }

    @Override
    public String unrenewed(PatronAccount.Loan loan) {
      return loan.barcode();
    }

    @Override
    public List<String> list(List<String> entries) {
      return entries;
    }
  }
}

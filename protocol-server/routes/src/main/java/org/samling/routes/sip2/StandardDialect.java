package org.samling.routes.sip2;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  public String due(Instant due, ZoneId zone) {
    return Sip2Texts.date(due, zone).wire();
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
    return new Entries(exchange.session().loggedInAccount().tenant().currency(), account.address());
  }

  private record Entries(Currency currency, @Nullable String address) implements PatronLists {

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
      var reason = fee.reason() == null ? "" : fee.reason();
      return "%s %s %s"
          .formatted(
              fee.id(),
              Sip2Texts.amount(fee.open(), currency).wire(),
              fee.title() == null ? reason : fee.title());
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

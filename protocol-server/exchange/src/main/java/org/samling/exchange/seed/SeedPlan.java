package org.samling.exchange.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Protocol;
import org.samling.exchange.seed.SeedContent.SeedAccount;
import org.samling.exchange.seed.SeedContent.SeedAgency;
import org.samling.exchange.seed.SeedContent.SeedAgreement;
import org.samling.exchange.seed.SeedContent.SeedBooking;
import org.samling.exchange.seed.SeedContent.SeedBranch;
import org.samling.exchange.seed.SeedContent.SeedFee;
import org.samling.exchange.seed.SeedContent.SeedFloatingGroup;
import org.samling.exchange.seed.SeedContent.SeedGroup;
import org.samling.exchange.seed.SeedContent.SeedHold;
import org.samling.exchange.seed.SeedContent.SeedItem;
import org.samling.exchange.seed.SeedContent.SeedItemCategory;
import org.samling.exchange.seed.SeedContent.SeedLoan;
import org.samling.exchange.seed.SeedContent.SeedPartner;
import org.samling.exchange.seed.SeedContent.SeedPatron;
import org.samling.exchange.seed.SeedContent.SeedPatronCategory;
import org.samling.exchange.seed.SeedContent.SeedPolicy;
import org.samling.exchange.seed.SeedContent.SeedRecord;
import org.samling.exchange.seed.SeedContent.SeedSet;
import org.samling.exchange.seed.SeedContent.SeedSetting;
import org.samling.exchange.seed.SeedContent.SeedSortTable;
import org.samling.exchange.seed.SeedContent.SeedStop;
import org.samling.exchange.seed.SeedContent.SeedSubscription;
import org.samling.exchange.seed.SeedContent.SeedTenant;
import org.samling.exchange.seed.SeedContent.SeedText;

/**
 * Several files taken as one: what each tenant gets from all of them, in file order.
 *
 * @param tenants the tenants, in the order in which they are first named
 */
record SeedPlan(List<TenantPlan> tenants, List<SeedValue<SeedRecord>> records) {

  static SeedPlan of(List<SeedFile> files) {
    var parts = new LinkedHashMap<String, List<SeedValue<SeedTenant>>>();
    var records = new ArrayList<SeedValue<SeedRecord>>();
    for (var file : files) {
      for (var tenant : file.tenants()) {
        parts.computeIfAbsent(tenant.value().code(), _ -> new ArrayList<>()).add(tenant);
      }
      records.addAll(file.records());
    }
    var tenants = new ArrayList<TenantPlan>();
    parts.forEach((code, of) -> tenants.add(new TenantPlan(code, of)));
    return new SeedPlan(tenants, records);
  }

  /** How many things there are to load. */
  int size() {
    return records.size() + tenants.stream().mapToInt(TenantPlan::size).sum();
  }

  /**
   * What one tenant gets.
   *
   * @param code the tenant's code
   * @param parts the places where it is named
   */
  record TenantPlan(String code, List<SeedValue<SeedTenant>> parts) {

    private <T> List<SeedValue<T>> all(String key, Function<SeedTenant, List<T>> list) {
      return parts.stream().flatMap(p -> p.each(key, list.apply(p.value())).stream()).toList();
    }

    /** The value in the last part that has one, or null. */
    <T> @Nullable T last(Function<SeedTenant, @Nullable T> key) {
      T last = null;
      for (var part : parts) {
        var said = key.apply(part.value());
        last = said == null ? last : said;
      }
      return last;
    }

    List<SeedValue<SeedItemCategory>> itemCategories() {
      return all("item-categories", SeedTenant::itemCategories);
    }

    List<SeedValue<SeedPatronCategory>> patronCategories() {
      return all("patron-categories", SeedTenant::patronCategories);
    }

    List<SeedValue<SeedAgency>> agencies() {
      return all("agencies", SeedTenant::agencies);
    }

    List<SeedValue<SeedBranch>> branches() {
      return agencies().stream()
          .flatMap(a -> a.each("branches", a.value().branches()).stream())
          .toList();
    }

    List<SeedValue<SeedSetting>> settings() {
      return all("settings", SeedTenant::settings);
    }

    List<SeedValue<SeedPolicy>> policies() {
      return all("policies", SeedTenant::policies);
    }

    List<SeedValue<SeedStop>> stops() {
      return all("stops", SeedTenant::stops);
    }

    List<SeedValue<SeedText>> texts() {
      return all("texts", SeedTenant::texts);
    }

    List<SeedValue<SeedFloatingGroup>> floatingGroups() {
      return all("floating-groups", SeedTenant::floatingGroups);
    }

    List<SeedValue<SeedSortTable>> sortRules() {
      return all("sort-rules", SeedTenant::sortRules);
    }

    List<SeedValue<SeedAgreement>> lendingAgreements() {
      return all("lending-agreements", SeedTenant::lendingAgreements);
    }

    List<SeedValue<SeedAccount>> accounts(Protocol protocol) {
      return switch (protocol) {
        case SIP2 -> all("sip2-accounts", SeedTenant::sip2Accounts);
        case Z3950 -> all("z3950-accounts", SeedTenant::z3950Accounts);
        case NCIP -> all("ncip-accounts", SeedTenant::ncipAccounts);
        case REST -> all("rest-accounts", SeedTenant::restAccounts);
        case OAI_PMH -> all("oai-pmh-accounts", SeedTenant::oaiPmhAccounts);
      };
    }

    List<SeedValue<SeedAccount>> accounts() {
      return Stream.of(Protocol.values()).flatMap(p -> accounts(p).stream()).toList();
    }

    List<SeedValue<SeedPartner>> illPartners() {
      return all("ill-partners", SeedTenant::illPartners);
    }

    List<SeedValue<SeedPatron>> patrons() {
      return all("patrons", SeedTenant::patrons);
    }

    List<SeedValue<SeedItem>> items() {
      return all("items", SeedTenant::items);
    }

    List<SeedValue<SeedLoan>> loans() {
      return all("loans", SeedTenant::loans);
    }

    List<SeedValue<SeedHold>> holds() {
      return all("holds", SeedTenant::holds);
    }

    List<SeedValue<SeedFee>> fees() {
      return all("fees", SeedTenant::fees);
    }

    List<SeedValue<SeedGroup>> groups() {
      return all("groups", SeedTenant::groups);
    }

    List<SeedValue<SeedSet>> sets() {
      return all("sets", SeedTenant::sets);
    }

    List<SeedValue<SeedBooking>> bookings() {
      return all("bookings", SeedTenant::bookings);
    }

    List<SeedValue<SeedSubscription>> subscriptions() {
      return all("subscriptions", SeedTenant::subscriptions);
    }

    /** How many things there are to load, the tenant included. */
    int size() {
      return 1
          + branches().size()
          + settings().size()
          + policies().size()
          + stops().size()
          + texts().size()
          + floatingGroups().size()
          + sortRules().size()
          + lendingAgreements().size()
          + accounts().size()
          + patrons().size()
          + items().size()
          + loans().size()
          + holds().size()
          + fees().size()
          + groups().size()
          + sets().size()
          + bookings().size()
          + subscriptions().size();
    }
  }
}

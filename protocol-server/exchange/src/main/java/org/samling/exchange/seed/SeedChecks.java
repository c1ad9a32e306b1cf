package org.samling.exchange.seed;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Cpr;
import org.samling.core.policy.LendingPolicy;
import org.samling.exchange.seed.SeedContent.SeedAgency;
import org.samling.exchange.seed.SeedContent.SeedBranch;
import org.samling.exchange.seed.SeedContent.SeedFee;
import org.samling.exchange.seed.SeedContent.SeedHold;
import org.samling.exchange.seed.SeedContent.SeedPatron;
import org.samling.exchange.seed.SeedPlan.TenantPlan;

/** Checks what no schema can: that nothing is named twice, and that references can be resolved. */
final class SeedChecks {

  private static final int MAX_NAMES_SHOWN = 10;

  private final List<String> problems = new ArrayList<>();

  private SeedChecks() {}

  /**
   * What is known of a tenant. Where codes are null, they are unknown and references to them are
   * not checked.
   *
   * @param agencies the numbers of its agencies
   * @param branches the codes of its branches
   * @param itemCategories the codes of its item categories
   * @param patronCategories the codes of its patron categories
   * @param tenants the codes of all tenants
   */
  record Known(
      Currency currency,
      @Nullable Set<String> agencies,
      @Nullable Set<String> branches,
      @Nullable Set<String> itemCategories,
      @Nullable Set<String> patronCategories,
      @Nullable Set<String> sortTables,
      @Nullable Set<String> tenants) {

    /** What is known from the files alone; they define a tenant if they give its name. */
    static Known definedIn(TenantPlan tenant) {
      var currency = currency(tenant, null);
      var isDefined = tenant.last(t -> t.name()) != null;
      return new Known(
          currency,
          known(isDefined, agencies(tenant)),
          known(isDefined, branches(tenant)),
          known(isDefined, itemCategories(tenant)),
          known(isDefined, patronCategories(tenant)),
          known(isDefined, sortTables(tenant)),
          null);
    }

    /** What is known when the files are added to the store's policy, null where there is none. */
    static Known after(TenantPlan tenant, @Nullable LendingPolicy policy, Set<String> tenants) {
      var agencies = agencies(tenant);
      var branches = branches(tenant);
      var itemCategories = itemCategories(tenant);
      var patronCategories = patronCategories(tenant);
      var sortTables = sortTables(tenant);
      if (policy != null) {
        agencies.addAll(policy.agencies().keySet());
        branches.addAll(policy.branches().keySet());
        itemCategories.addAll(policy.itemCategories().keySet());
        patronCategories.addAll(policy.patronCategories().keySet());
        sortTables.addAll(policy.sortTables());
      }
      return new Known(
          currency(tenant, policy),
          agencies,
          branches,
          itemCategories,
          patronCategories,
          sortTables,
          tenants);
    }

    private static Currency currency(TenantPlan tenant, @Nullable LendingPolicy policy) {
      var code = tenant.last(t -> t.currency());
      return code != null && isCurrency(code)
          ? Currency.getInstance(code)
          : policy == null ? SeedAmount.USUAL : policy.tenant().currency();
    }

    private static @Nullable Set<String> known(boolean isDefined, Set<String> codes) {
      return isDefined && !codes.isEmpty() ? codes : null;
    }

    private static Set<String> agencies(TenantPlan tenant) {
      return codes(tenant.agencies(), a -> a.number());
    }

    private static Set<String> branches(TenantPlan tenant) {
      return codes(tenant.branches(), b -> b.code());
    }

    private static Set<String> itemCategories(TenantPlan tenant) {
      return codes(tenant.itemCategories(), c -> c.code());
    }

    private static Set<String> patronCategories(TenantPlan tenant) {
      return codes(tenant.patronCategories(), c -> c.code());
    }

    private static Set<String> sortTables(TenantPlan tenant) {
      return codes(tenant.sortRules(), t -> t.name());
    }

    private static <T> Set<String> codes(List<SeedValue<T>> placed, Function<T, String> code) {
      return placed.stream()
          .map(p -> code.apply(p.value()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /**
   * Checks files.
   *
   * @param plan the files
   * @param known what is known of each tenant
   * @return the problems
   */
  static List<String> check(SeedPlan plan, Function<TenantPlan, Known> known) {
    var checks = new SeedChecks();
    var usernames = new HashMap<String, String>();
    for (var tenant : plan.tenants()) {
      var of = known.apply(tenant);
      checks.settings(tenant, of.currency());
      new SeedPolicyChecks(checks, tenant, of).check();
      new SeedTransportChecks(checks, tenant, of).check();
      new SeedMachineChecks(checks, tenant, of).check();
      checks.people(tenant, usernames);
      checks.circulation(tenant, of.currency());
      checks.references(tenant, of);
    }
    var records = new HashMap<String, String>();
    for (var record : plan.records()) {
      checks.once(
          records, record, "number", record.value().source() + ":" + record.value().number());
    }
    return checks.problems;
  }

  private void settings(TenantPlan tenant, Currency currency) {
    for (var part : tenant.parts()) {
      var zone = part.value().timeZone();
      if (zone != null && !isZone(zone)) {
        report(part, "time-zone", "must be a time zone such as Europe/Copenhagen, not " + zone);
      }
      var code = part.value().currency();
      if (code != null && !isCurrency(code)) {
        report(part, "currency", "must be a currency code of ISO 4217, not " + code);
      }
    }
    var itemCategories = new HashMap<String, String>();
    tenant.itemCategories().forEach(c -> once(itemCategories, c, "code", c.value().code()));
    var patronCategories = new HashMap<String, String>();
    for (var category : tenant.patronCategories()) {
      once(patronCategories, category, "code", category.value().code());
      decimals(category, "max-debt", category.value().maxDebt(), currency);
    }
    var agencies = new HashMap<String, String>();
    for (var agency : tenant.agencies()) {
      once(agencies, agency, "number", agency.value().number());
      kind(agency);
    }
    var branches = new HashMap<String, String>();
    for (var branch : tenant.branches()) {
      once(branches, branch, "code", branch.value().code());
      calendar(branch);
      for (var joint : branch.value().jointAgencies()) {
        if (!agencies.containsKey(joint)) {
          report(
              branch,
              "joint-agencies",
              "refers to the agency %s, which is not in these files; add it".formatted(joint));
        }
      }
    }
  }

  private void kind(SeedValue<SeedAgency> agency) {
    var value = agency.value();
    var school = value.kind().equals("school");
    if (!school && value.cataloguingNumber() != null) {
      report(agency, "cataloguing-number", "is for school libraries only; remove it");
    }
  }

  private void calendar(SeedValue<SeedBranch> branch) {
    branch
        .value()
        .openingHours()
        .forEach((day, hours) -> {
          var key = "opening-hours/" + day + "/";
          inOrder(branch, key + "open", hours.open());
          var staffed = hours.staffed();
          if (staffed != null) {
            inOrder(branch, key + "staffed", staffed);
          }
        });
    var first = new HashMap<String, String>();
    for (var closing : branch.each("closing-days", branch.value().closingDays())) {
      var value = closing.value();
      once(first, closing, "from", value.from());
      var from = date(closing, "from", value.from());
      var to = date(closing, "to", value.to());
      if (from && to && LocalDate.parse(value.to()).isBefore(LocalDate.parse(value.from()))) {
        report(closing, "to", "must not be before \"from\", %s".formatted(value.from()));
      }
    }
  }

  private void inOrder(SeedValue<SeedBranch> branch, String key, String span) {
    var hours = span.split("-", 2);
    if (!LocalTime.parse(hours[0]).isBefore(LocalTime.parse(hours[1]))) {
      report(branch, key, "must begin before it ends, not be \"%s\"".formatted(span));
    }
  }

  private void people(TenantPlan tenant, Map<String, String> usernames) {
    tenant.accounts().forEach(a -> once(usernames, a, "username", a.value().username()));
    var cards = new HashMap<String, String>();
    for (var patron : tenant.patrons()) {
      once(cards, patron, "card", patron.value().card());
      date(patron, "birth-date", patron.value().birthDate());
      time(patron, "expires", patron.value().expires());
      particulars(patron);
    }
  }

  private void particulars(SeedValue<SeedPatron> patron) {
    var value = patron.value();
    var block = value.block();
    if (block != null) {
      time(patron, "block/until", block.until());
    }
    var cpr = value.cpr();
    if (cpr != null && Cpr.parse(cpr).isEmpty()) {
      report(patron, "cpr", "must begin with a day and a month, and have ten digits");
    }
    var absence = value.absence();
    if (absence != null) {
      time(patron, "absence/from", absence.from());
      time(patron, "absence/until", absence.until());
    }
    for (var identifier : patron.each("identifiers", value.identifiers())) {
      time(identifier, "from", identifier.value().from());
      time(identifier, "until", identifier.value().until());
    }
    if (value.guardian() != null && !value.kind().equals("person")) {
      report(patron, "guardian", "is for persons only; remove it");
    }
    SeedParticulars.fault(value).ifPresent(fault -> report(patron, fault.key(), fault.message()));
  }

  private void circulation(TenantPlan tenant, Currency currency) {
    var barcodes = new HashMap<String, String>();
    for (var item : tenant.items()) {
      once(barcodes, item, "barcode", item.value().barcode());
      decimals(item, "price", item.value().price(), currency);
      time(item, "accession", item.value().accession());
    }
    var lent = new HashMap<String, String>();
    for (var loan : tenant.loans()) {
      once(lent, loan, "item", loan.value().item());
      time(loan, "checked-out", loan.value().checkedOut());
      time(loan, "due", loan.value().due());
    }
    var held = new HashMap<String, String>();
    for (var hold : tenant.holds()) {
      once(held, hold, "record", key(hold.value()));
      time(hold, "placed", hold.value().placed());
      time(hold, "expires", hold.value().expires());
    }
    classes(tenant);
    var charged = new HashMap<String, String>();
    for (var fee : tenant.fees()) {
      once(charged, fee, "patron", key(fee.value()));
      decimals(fee, "amount", fee.value().amount(), currency);
      time(fee, "charged", fee.value().charged());
    }
  }

  private void classes(TenantPlan tenant) {
    var groups = new HashMap<String, String>();
    for (var group : tenant.groups()) {
      once(groups, group, "patron", group.value().patron());
      if ((group.value().school() == null) != (group.value().schoolClass() == null)) {
        report(group, "school-class", "must be given together with \"school\"");
      }
    }
    var sets = new HashMap<String, String>();
    tenant.sets().forEach(set -> once(sets, set, "barcode", set.value().barcode()));
    for (var subscription : tenant.subscriptions()) {
      time(subscription, "first", subscription.value().first());
    }
    for (var booking : tenant.bookings()) {
      time(booking, "from", booking.value().from());
      time(booking, "until", booking.value().until());
      if ((booking.value().record() == null) == (booking.value().set() == null)) {
        report(booking, "record", "or \"set\" is what is booked; give one of them");
      }
      if (booking.value().minimum() > booking.value().copies()) {
        report(booking, "minimum", "must not be more than \"copies\"");
      }
    }
  }

  private static String key(SeedHold hold) {
    return hold.record() + " for " + hold.patron();
  }

  private static String key(SeedFee fee) {
    return Stream.of(
            fee.type(),
            fee.amount().toPlainString(),
            "of",
            fee.charged(),
            "for",
            fee.patron(),
            fee.item(),
            fee.reason())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private void references(TenantPlan tenant, Known known) {
    var of = "the tenant %s has no ".formatted(tenant.code());
    for (var account : tenant.accounts()) {
      refers(account, "branch", account.value().branch(), known.branches(), of + "branch");
      var bounds = account.value().bounds();
      if (bounds != null) {
        bounds
            .branches()
            .forEach(b -> refers(account, "bounds/branches", b, known.branches(), of + "branch"));
        bounds
            .agencies()
            .forEach(a -> refers(account, "bounds/agencies", a, known.agencies(), of + "agency"));
      }
    }
    for (var patron : tenant.patrons()) {
      refers(patron, "branch", patron.value().branch(), known.branches(), of + "branch");
      refers(
          patron,
          "category",
          patron.value().category(),
          known.patronCategories(),
          of + "patron category");
    }
    for (var patron : tenant.patrons()) {
      var pickup = patron.value().preferredPickup();
      if (pickup != null) {
        refers(patron, "preferred-pickup", pickup, known.branches(), of + "branch");
      }
    }
    for (var item : tenant.items()) {
      refers(item, "branch", item.value().branch(), known.branches(), of + "branch");
      refers(
          item, "category", item.value().category(), known.itemCategories(), of + "item category");
    }
    for (var placed : tenant.subscriptions()) {
      var subscription = placed.value();
      refers(placed, "branch", subscription.branch(), known.branches(), of + "branch");
      refers(
          placed,
          "category",
          subscription.category(),
          known.itemCategories(),
          of + "item category");
    }
    for (var booking : tenant.bookings()) {
      refers(booking, "pickup", booking.value().pickup(), known.branches(), of + "branch");
    }
    for (var group : tenant.groups()) {
      var school = group.value().school();
      if (school != null) {
        refers(group, "school", school, known.branches(), of + "branch");
      }
    }
    for (var hold : tenant.holds()) {
      refers(hold, "pickup", hold.value().pickup(), known.branches(), of + "branch");
    }
  }

  void refers(
      SeedValue<?> from, String key, String code, @Nullable Set<String> known, String none) {
    if (known == null || known.contains(code)) {
      return;
    }
    var shown = known.stream().limit(MAX_NAMES_SHOWN).collect(Collectors.joining(", "));
    var more = known.size() > MAX_NAMES_SHOWN ? ", ..." : "";
    report(
        from,
        key,
        known.isEmpty()
            ? "%s \"%s\", nor any other; add it".formatted(none, code)
            : "%s \"%s\"; add it, or name one of %s%s".formatted(none, code, shown, more));
  }

  void once(Map<String, String> seen, SeedValue<?> placed, String key, String value) {
    var before = seen.putIfAbsent(value, placed.position(key));
    if (before != null) {
      report(placed, key, "\"%s\" is already in %s; keep one of the two".formatted(value, before));
    }
  }

  void decimals(SeedValue<?> placed, String key, @Nullable BigDecimal amount, Currency currency) {
    if (amount != null && !SeedAmount.fits(amount, currency)) {
      report(
          placed,
          key,
          "must have at most %d decimals, not be %s"
              .formatted(SeedAmount.decimals(currency), amount.toPlainString()));
    }
  }

  void time(SeedValue<?> placed, String key, @Nullable String text) {
    if (text != null) {
      SeedTime.fault(text).ifPresent(fault -> report(placed, key, fault));
    }
  }

  boolean date(SeedValue<?> placed, String key, @Nullable String text) {
    var fault = text == null ? null : SeedTime.fault(text).orElse(null);
    if (fault != null) {
      report(placed, key, fault);
    }
    return fault == null;
  }

  void report(SeedValue<?> placed, String key, String message) {
    problems.add(placed.problem(key, message));
  }

  private static boolean isZone(String text) {
    try {
      ZoneId.of(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static boolean isCurrency(String text) {
    try {
      Currency.getInstance(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}

package org.samling.exchange.seed;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.BranchCalendar.Closing;
import org.samling.core.organisation.BranchCalendar.Hours;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.exchange.seed.SeedContent.SeedBranch;
import org.samling.exchange.seed.SeedContent.SeedHours;
import org.samling.exchange.seed.SeedPlan.TenantPlan;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;

/** Loads tenants with their categories, agencies and branches. */
final class SeedSettings {

  private static final String USUAL_ZONE = "Europe/Copenhagen";

  private final LibraryRegister register;
  private final Tally tally;

  SeedSettings(LibraryRegister register, Tally tally) {
    this.register = register;
    this.tally = tally;
  }

  /**
   * A tenant that is being loaded.
   *
   * @param plan what it gets
   * @param isNew whether it did not exist before
   * @param branch the code of its first branch, the default place of events; empty where it has
   *     none
   */
  record Loading(TenantPlan plan, Tenant tenant, boolean isNew, String branch) {

    /** Resolves times of this tenant. */
    SeedTime times(Instant now) {
      return new SeedTime(now, tenant.zone());
    }
  }

  Loading put(TenantPlan plan, @Nullable LendingPolicy before) {
    var tenant = putTenant(plan, before == null ? null : before.tenant());
    register.putItemCategories(
        tenant.id(),
        plan.itemCategories().stream()
            .map(SeedValue::value)
            .map(c ->
                new ItemCategory(
                    c.code(), c.name(), c.mediaType(), c.forLoan(), c.loanDays(), c.renewals()))
            .toList());
    register.putPatronCategories(
        tenant.id(),
        plan.patronCategories().stream()
            .map(SeedValue::value)
            .map(c ->
                new PatronCategory(
                    c.code(),
                    c.name(),
                    c.maxLoans(),
                    c.maxHolds(),
                    SeedAmount.minor(c.maxDebt(), tenant.currency())))
            .toList());
    var known = before == null ? Set.<String>of() : before.branches().keySet();
    var branches = putAgencies(plan, tenant);
    var there = before == null ? Map.<String, Branch>of() : before.branches();
    var kept = (int) branches.stream().filter(b -> b.equals(there.get(b.code()))).count();
    var added = (int) branches.stream().filter(b -> !known.contains(b.code())).count();
    tally.done(Kind.BRANCHES, added, branches.size() - added - kept, kept);
    var first =
        Stream.concat(branches.stream().map(Branch::code), known.stream().sorted()).findFirst();
    return new Loading(plan, tenant, before == null, first.orElse(""));
  }

  private Tenant putTenant(TenantPlan plan, @Nullable Tenant before) {
    var name = plan.last(t -> t.name());
    var zone = plan.last(t -> t.timeZone());
    var currency = plan.last(t -> t.currency());
    var open = plan.last(t -> t.openCatalogue());
    tally.done(Kind.TENANTS, before == null ? 1 : 0, before == null ? 0 : 1);
    if (before == null) {
      return register.putTenant(
          plan.code(),
          name == null ? plan.code() : name,
          ZoneId.of(zone == null ? USUAL_ZONE : zone),
          currency == null ? SeedAmount.USUAL : Currency.getInstance(currency),
          open != null && open);
    }
    return register.putTenant(
        plan.code(),
        name == null ? before.name() : name,
        zone == null ? before.zone() : ZoneId.of(zone),
        currency == null ? before.currency() : Currency.getInstance(currency),
        open == null ? before.openCatalogue() : open);
  }

  private List<Branch> putAgencies(TenantPlan plan, Tenant tenant) {
    var agencies = new ArrayList<Agency>();
    var branches = new ArrayList<Branch>();
    for (var placed : plan.agencies()) {
      var agency = placed.value();
      var isil = agency.isil();
      agencies.add(
          new Agency(
              agency.number(),
              Agency.Kind.valueOf(agency.kind().toUpperCase(Locale.ROOT)),
              isil == null ? Agency.isilOf(agency.number()) : isil,
              agency.cataloguingNumber(),
              agency.name()));
      agency.branches().forEach(b -> branches.add(branch(agency.number(), b)));
    }
    register.putAgencies(tenant.id(), agencies);
    register.putBranches(tenant.id(), branches);
    return branches;
  }

  private static Branch branch(String agency, SeedBranch branch) {
    var hours = new EnumMap<DayOfWeek, Hours>(DayOfWeek.class);
    branch
        .openingHours()
        .forEach((day, h) -> hours.put(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)), hours(h)));
    var closings =
        branch.closingDays().stream()
            .map(c -> new Closing(LocalDate.parse(c.from()), LocalDate.parse(c.to()), c.reason()))
            .toList();
    return new Branch(
        branch.code(),
        agency,
        Set.copyOf(branch.jointAgencies()),
        branch.name(),
        new BranchCalendar(hours, closings));
  }

  private static Hours hours(SeedHours hours) {
    var open = hours.open().split("-", 2);
    var staffed = hours.staffed();
    var staff = staffed == null ? null : staffed.split("-", 2);
    return new Hours(
        LocalTime.parse(open[0]),
        LocalTime.parse(open[1]),
        staff == null ? null : LocalTime.parse(staff[0]),
        staff == null ? null : LocalTime.parse(staff[1]));
  }
}

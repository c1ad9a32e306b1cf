package org.samling.exchange.seed;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.RecordMaker;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.ill.IllPartners;
import org.samling.core.organisation.LendingAgreements;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.OwnTexts;
import org.samling.core.organisation.Tenants;
import org.samling.core.patron.PatronRegister;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.stock.Periodicals;
import org.samling.exchange.seed.SeedChecks.Known;
import org.samling.exchange.seed.SeedPlan.TenantPlan;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.library.yaml.YamlException;

/**
 * Loads files into the store, one kind after another: tenants with their lending policy, records,
 * items, patrons, accounts, then loans, holds, fees, groups, sets, bookings and subscriptions.
 * Loading the same files again adds nothing.
 *
 * <p>Safe for use by many threads, but two concurrent loads can't tell their changes apart.
 */
public final class Seeder {

  private final Ports ports;
  private final Clock clock;

  /**
   * Makes a seeder.
   *
   * @param ports the ports to the store, and the record maker
   * @param clock the time from which relative times are counted
   */
  public Seeder(Ports ports, Clock clock) {
    this.ports = ports;
    this.clock = clock;
  }

  /**
   * The ports that the seeder writes to and queries.
   *
   * @param patronRegister keeps patrons
   * @param itemRegister keeps items
   * @param catalogue keeps records
   * @param recordMaker builds records from their data
   * @param circulation takes loans, holds and fees
   * @param inquiries finds what the store already has
   * @param bookingLists finds what is already booked
   * @param periodicals keeps subscriptions
   * @param settings the ports for a library and its rules
   */
  public record Ports(
      Settings settings,
      PatronRegister patronRegister,
      ItemRegister itemRegister,
      Catalogue catalogue,
      RecordMaker recordMaker,
      Circulation circulation,
      Inquiries inquiries,
      BookingLists bookingLists,
      Periodicals periodicals) {
    /**
     * The ports for a library and its rules.
     *
     * @param tenants knows the tenants
     * @param libraryRegister keeps tenants, settings and accounts
     * @param policyRegister keeps settings, policy rules, stops, floating groups and sort rules
     * @param ownTexts keeps the tenants' own texts
     * @param lendingAgreements keeps agreements between tenants%%
     * @param illPartners keeps the libraries that messages about interlibrary requests are sent to
     */
    public record Settings(
        Tenants tenants,
        LibraryRegister libraryRegister,
        PolicyRegister policyRegister,
        OwnTexts ownTexts,
        LendingAgreements lendingAgreements,
        IllPartners illPartners) {}

    public Tenants tenants() {
      return settings.tenants;
    }

    public LibraryRegister libraryRegister() {
      return settings.libraryRegister;
    }

    public PolicyRegister policyRegister() {
      return settings.policyRegister;
    }

    public OwnTexts ownTexts() {
      return settings.ownTexts;
    }

    public IllPartners illPartners() {
      return settings.illPartners;
    }

    public LendingAgreements lendingAgreements() {
      return settings.lendingAgreements;
    }
  }

  /**
   * Loads files. A refusal by the store is reported as a problem, and the rest is loaded.
   *
   * @param files the files, taken as one: one may refer to another
   * @param progress receives the progress
   * @throws YamlException when the files contradict each other or refer to something that does not
   *     exist; nothing was loaded
   * @throws org.samling.core.StoreException when the store is unavailable; what was loaded before
   *     stays, and loading again continues from there
   */
  public SeedReport load(List<SeedFile> files, Progress progress) {
    var plan = SeedPlan.of(files);
    var policies = new HashMap<String, LendingPolicy>();
    for (var tenant : plan.tenants()) {
      ports
          .tenants()
          .byCode(tenant.code())
          .ifPresent(t -> policies.put(t.code(), ports.inquiries().policy(t.id())));
    }
    check(plan, policies);

    progress.start(plan.size());
    var tally = new Tally(progress);
    var settings = new SeedSettings(ports.libraryRegister(), tally);
    var tenants =
        plan.tenants().stream().map(t -> settings.put(t, policies.get(t.code()))).toList();
    var now = clock.instant();
    var policy = new SeedPolicies(ports, tally, now);
    tenants.forEach(policy::put);
    var transport = new SeedTransport(ports, tally, now);
    tenants.forEach(transport::putPolicies);
    tenants.forEach(transport::agree);
    var stock = new SeedStock(ports, tally, now);
    stock.putRecords(plan.records());
    tenants.forEach(stock::putItems);
    tenants.forEach(stock::putPatrons);
    tenants.forEach(stock::putAccounts);
    var partners = new SeedPartners(ports, tally);
    tenants.forEach(partners::put);
    var circulation = new SeedCirculation(ports, tally, now);
    tenants.forEach(circulation::submitLoans);
    tenants.forEach(circulation::submitHolds);
    tenants.forEach(circulation::submitFees);
    var classes = new SeedClasses(ports, tally, now);
    tenants.forEach(classes::submitGroups);
    tenants.forEach(classes::submitSets);
    tenants.forEach(classes::submitBookings);
    var subscriptions = new SeedSubscriptions(ports, tally, now);
    tenants.forEach(subscriptions::put);
    return tally.report();
  }

  /** Branches that the file has under another agency than the store, without saying so. */
  private static List<String> moved(TenantPlan tenant, @Nullable LendingPolicy before) {
    var problems = new ArrayList<String>();
    if (before == null) {
      return problems;
    }
    for (var placed : tenant.agencies()) {
      var agency = placed.value();
      for (var branch : placed.each("branches", agency.branches())) {
        var there = before.branches().get(branch.value().code());
        if (there != null
            && !there.agency().equals(agency.number())
            && !there.agency().equals(branch.value().movedFrom())) {
          problems.add(
              branch.problem(
                  "code",
                  "\"%1$s\" belongs to the agency %2$s; to move it to %3$s, add \"moved-from: '%2$s'\""
                      .formatted(there.code(), there.agency(), agency.number())));
        }
      }
    }
    return problems;
  }

  private void check(SeedPlan plan, Map<String, LendingPolicy> policies) {
    var problems = new ArrayList<String>();
    for (var tenant : plan.tenants()) {
      if (!policies.containsKey(tenant.code()) && tenant.last(t -> t.name()) == null) {
        var first = tenant.parts().getFirst();
        problems.add(
            first.problem(
                "name", "is missing; the tenant %s is new and needs one".formatted(tenant.code())));
      }
    }
    plan.tenants().forEach(t -> problems.addAll(moved(t, policies.get(t.code()))));
    var tenants = new TreeSet<String>();
    ports.tenants().all().forEach(t -> tenants.add(t.code()));
    plan.tenants().forEach(t -> tenants.add(t.code()));
    problems.addAll(SeedChecks.check(plan, t -> Known.after(t, policies.get(t.code()), tenants)));
    if (!problems.isEmpty()) {
      throw new YamlException(problems);
    }
  }
}

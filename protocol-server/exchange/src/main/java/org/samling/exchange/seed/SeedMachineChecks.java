package org.samling.exchange.seed;

import java.time.Duration;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.exchange.profile.Profiles;
import org.samling.exchange.seed.SeedChecks.Known;
import org.samling.exchange.seed.SeedContent.SeedAccount;
import org.samling.exchange.seed.SeedContent.SeedPatron;
import org.samling.exchange.seed.SeedPlan.TenantPlan;
import org.samling.library.network.AddressRange;
import org.samling.library.network.KnownCertificate;
import org.samling.library.yaml.Durations;

/** Checks what no schema can about machines: access to accounts, profiles, and doors. */
final class SeedMachineChecks {

  private final SeedChecks checks;
  private final TenantPlan tenant;
  private final Known known;

  SeedMachineChecks(SeedChecks checks, TenantPlan tenant, Known known) {
    this.checks = checks;
    this.tenant = tenant;
    this.known = known;
  }

  void check() {
    for (var account : tenant.accounts()) {
      access(account);
      profile(account);
    }
    tenant.patrons().forEach(this::admission);
  }

  private void access(SeedValue<SeedAccount> account) {
    var access = account.value().access();
    if (access == null) {
      return;
    }
    for (var i = 0; i < access.allow().size(); i++) {
      var network = access.allow().get(i);
      reads(account, "access/allow/" + i, () -> AddressRange.parse(network));
    }
    var certificate = access.certificate();
    if (certificate != null) {
      reads(account, "access/certificate", () -> KnownCertificate.parse(certificate));
    }
    var idle = access.idleTimeout();
    if (idle != null && Durations.parse(idle).compareTo(Duration.ofDays(1)) > 0) {
      checks.report(account, "access/idle-timeout", "must be at most 24h, not " + idle);
    }
  }

  private void reads(SeedValue<?> at, String key, Runnable parse) {
    try {
      parse.run();
    } catch (IllegalArgumentException e) {
      checks.report(at, key, String.valueOf(e.getMessage()));
    }
  }

  private void profile(SeedValue<SeedAccount> account) {
    var written = account.value().profile();
    if (written == null) {
      return;
    }
    try {
      var choice = Profiles.choice(written);
      var _ = Profiles.profile(choice);
      var tables = known.sortTables();
      var categories = known.itemCategories();
      if (tables != null && categories != null) {
        Profiles.check(choice, tables, categories);
      }
    } catch (UnfitException e) {
      checks.report(account, "profile/" + e.key(), String.valueOf(e.getMessage()));
    }
  }

  private void admission(SeedValue<SeedPatron> patron) {
    var none = "the tenant %s has no ".formatted(tenant.code());
    for (var placed : patron.each("admission-withdrawn", patron.value().admissionWithdrawn())) {
      var withdrawn = placed.value();
      var branch = withdrawn.branch();
      var agency = withdrawn.agency();
      if (branch != null && agency != null) {
        checks.report(placed, "agency", "can't be used with \"branch\"; keep one of the two");
      } else if (branch != null) {
        checks.refers(placed, "branch", branch, known.branches(), none + "branch");
      } else if (agency != null) {
        checks.refers(placed, "agency", agency, known.agencies(), none + "agency");
      }
      checks.time(placed, "until", withdrawn.until());
    }
  }
}

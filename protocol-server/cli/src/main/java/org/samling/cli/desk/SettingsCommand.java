package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code settings}: which settings are made where, which apply, and changes to them. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = {
      "Shows and changes a tenant's settings in its tree of agencies, branches and places within branches (docs/settings.md).",
      "list: lists every setting, its meaning, the values it accepts, and where it is set.",
      "explain NAME: shows the value at a place on a day, who set it where, and every place that was checked.",
      "set NAME VALUE: sets a value at a place, from a day on.",
      "remove NAME: removes the value set at a place from a day on, as though it had never been set."
    })
public final class SettingsCommand extends TenantCommand {

  /** What can be done. */
  enum Subject {
    list,
    explain,
    set,
    remove
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private Subject what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The setting; not for list.")
  private @Nullable String name;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "The value; for set.")
  private @Nullable String value;

  @Option(
      names = "--agency",
      paramLabel = "A",
      description = "The number of the agency (default: the whole tenant).")
  private @Nullable String agency;

  @Option(names = "--branch", paramLabel = "B", description = "The code of the branch.")
  private @Nullable String branch;

  @Option(
      names = "--location",
      paramLabel = "L",
      description = "The place within the branch, such as \"Voksen > Skønlitteratur\".")
  private @Nullable String location;

  @Option(
      names = "--day",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For explain: the day (default: today).")
  private @Nullable LocalDate day;

  @Option(
      names = "--from",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For set and remove: the first day (default for set: today).")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For set: the last day (default: no end).")
  private @Nullable LocalDate until;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  SettingsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    var out = spec.commandLine().getOut();
    var done =
        switch (what) {
          case list -> {
            list(policy, out);
            yield true;
          }
          case explain -> {
            explain(policy, setting(), day == null ? policy.day(Instant.now()) : day, out);
            yield true;
          }
          case set -> set(store, tenant, policy, out);
          case remove -> remove(store, tenant, policy, out);
        };
    out.flush();
    return done ? 0 : 1;
  }

  private Setting<?> setting() {
    if (name == null) {
      throw whichTenant.usageError(what + " needs the NAME of a setting; list shows them");
    }
    try {
      return Setting.named(name);
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
  }

  private static void list(LendingPolicy policy, PrintWriter out) {
    var today = policy.day(Instant.now());
    for (var setting : Setting.ALL) {
      out.println(setting.name() + " = " + setting.builtInText());
      out.println("  " + setting.meaning());
      out.println("  It is " + setting.words() + ".");
      policy.settings().all().stream()
          .filter(v -> v.setting().equals(setting.name()))
          .sorted(
              Comparator.<SettingValue, Level>comparing(v -> v.unit().level())
                  .thenComparing(v -> v.unit().code())
                  .thenComparing(SettingValue::from))
          .forEach(v -> {
            var last = v.until();
            var when =
                v.holdsOn(today)
                    ? "now"
                    : last != null && last.isBefore(today) ? "past" : "planned";
            out.println("  %s at %s: %s".formatted(when, v.unit(), text(v, policy)));
          });
      out.println();
    }
    out.println(
        "After each name: the value where nothing is set. Of several places, the most specific counts.");
  }

  private void explain(LendingPolicy policy, Setting<?> setting, LocalDate on, PrintWriter out) {
    var looked = policy.settings().explain(setting, path(policy), on);
    var found = looked.found();
    out.println(
        "%s = %s on %s, %s"
            .formatted(
                setting.name(),
                found.text(),
                on,
                found.set() == null ? "built in" : "set at " + found.level()));
    out.println(setting.meaning());
    out.println();
    out.println("Places that were checked; the first with a value decides:");
    for (var place : looked.places()) {
      var set = place.set();
      out.println("  %s: %s".formatted(place.unit(), set == null ? "nothing" : text(set, policy)));
    }
    out.println("  built in: " + setting.builtInText());
    out.println();
    out.println(looked.planned().isEmpty() ? "Nothing is planned." : "Planned:");
    looked.planned().forEach(v -> out.println("  %s: %s".formatted(v.unit(), text(v, policy))));
  }

  private static String text(SettingValue v, LendingPolicy policy) {
    return "%s %s%s, by %s on %s"
        .formatted(
            v.value(),
            v.from().equals(LocalDate.EPOCH) ? "always" : "from " + v.from(),
            v.until() == null ? "" : " until " + v.until(),
            v.by(),
            policy.day(v.at()));
  }

  private boolean set(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var setting = setting();
    if (value == null) {
      throw whichTenant.usageError(
          "set needs a VALUE; %s is %s".formatted(setting.name(), setting.words()));
    }
    var first = from == null ? policy.day(Instant.now()) : from;
    try {
      store
          .policyRegister()
          .putSettings(
              tenant.id(),
              List.of(
                  new SettingValue(
                      setting.name(),
                      path(policy).getFirst(),
                      value,
                      first,
                      until,
                      Terminal.user(),
                      Instant.now())));
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(String.valueOf(e.getMessage()));
    }
    explain(store.inquiries().policy(tenant.id()), setting, first, out);
    return true;
  }

  private boolean remove(
      PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var setting = setting();
    if (from == null) {
      throw whichTenant.usageError(
          "remove needs --from, the first day of the value; explain shows it"
              + " (1970-01-01 for a value without a first day)");
    }
    var unit = path(policy).getFirst();
    if (!store.policyRegister().removeSetting(tenant.id(), setting.name(), unit, from)) {
      spec.commandLine()
          .getErr()
          .println(
              "samling: %s is not set at %s from %s; list shows where it is set"
                  .formatted(setting.name(), unit, from));
      spec.commandLine().getErr().flush();
      return false;
    }
    explain(store.inquiries().policy(tenant.id()), setting, policy.day(Instant.now()), out);
    return true;
  }

  /** The unit that was named, and the units above it. */
  private List<Unit> path(LendingPolicy policy) {
    var tenant = new Unit(Level.TENANT, policy.tenant().code());
    if (branch == null && location != null) {
      throw whichTenant.usageError("--location is a place within a branch; give --branch too");
    }
    if (branch != null && agency != null) {
      throw whichTenant.usageError("give --agency or --branch, not both");
    }
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
      if (location != null && location.split(Unit.WITHIN, -1).length > 4) {
        throw whichTenant.usageError("a place within a branch has at most four parts");
      }
      return policy.path(branch, location);
    }
    if (agency != null) {
      whichTenant.checkAgency(policy, agency);
      return List.of(new Unit(Level.AGENCY, agency), tenant);
    }
    return List.of(tenant);
  }
}

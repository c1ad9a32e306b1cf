package org.samling.cli.operator;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code versions}: the history of configuration changes, and going back to a version. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = {
      "Shows who changed a tenant's settings, policy rules, test cases, stops, calendars, agencies, branches, categories, floating groups, sort rules and accounts, with the values before and after (docs/settings.md).",
      "list: lists the changes, newest first.",
      "show NUMBER: shows everything that a change altered.",
      "roll-back NUMBER: restores the values before the change; refused if they have been changed again since."
    })
public final class VersionsCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    list,
    show,
    roll_back;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "list, show, roll-back.")
  private String what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "The number of the change; not for list.")
  private @Nullable Long number;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description =
          "For list: only changes of this kind: setting, rule, test-case, stop, hours, closing, agency, branch, joint-agency, item-category, patron-category, floating-group, sort-rule, account.")
  private @Nullable String kind;

  @Option(
      names = "--who",
      paramLabel = "W",
      description =
          "For list: only changes made by this user; cli:USER for a user of the command line.")
  private @Nullable String who;

  @Option(
      names = "--unit",
      paramLabel = "U",
      description = "For list: only changes at places whose code contains this.")
  private @Nullable String unit;

  @Option(
      names = "--before",
      paramLabel = "N",
      description = "For list: only changes before this number.")
  private @Nullable Long before;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  VersionsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var versions = store.configurationVersions();
    var out = spec.commandLine().getOut();
    var wanted =
        Stream.of(What.values())
            .filter(w -> w.toString().equals(what))
            .findFirst()
            .orElseThrow(() ->
                whichTenant.usageError("WHAT is list, show or roll-back, not \"" + what + "\""));
    var done =
        switch (wanted) {
          case list -> {
            list(versions, tenant, out);
            yield true;
          }
          case show -> {
            show(named(versions, tenant, wanted), out);
            yield true;
          }
          case roll_back -> rollBack(versions, tenant, named(versions, tenant, wanted), out);
        };
    out.flush();
    return done ? 0 : 1;
  }

  private void list(ConfigurationVersions versions, Tenant tenant, PrintWriter out) {
    Set<Kind> kinds =
        kind == null
            ? EnumSet.allOf(Kind.class)
            : Set.of(
                Kind.of(kind)
                    .orElseThrow(
                        () -> whichTenant.usageError("there is no --kind \"%s\"".formatted(kind))));
    var found =
        versions.latest(
            tenant.id(),
            new ChangeFilter(kinds, who == null ? "" : who, unit == null ? "" : unit, null),
            before,
            ConfigurationVersions.MOST);
    found.forEach(v -> out.println(line(v)));
    if (found.isEmpty()) {
      out.println("No changes found.");
    } else if (found.size() == ConfigurationVersions.MOST) {
      out.println("For older changes, add --before " + found.getLast().number());
    }
  }

  private static String line(ConfigurationVersion v) {
    return "%d  %s  %s (%s)  %s %s%s %s"
        .formatted(
            v.number(),
            v.at(),
            v.who(),
            v.protocol(),
            v.kind().word(),
            v.name(),
            v.unit().code().isEmpty() ? "" : " at " + v.unit(),
            v.before() == null ? "made" : v.after() == null ? "taken away" : "changed");
  }

  private static void show(ConfigurationVersion v, PrintWriter out) {
    out.println(line(v));
    v.differences()
        .forEach(d ->
            out.println(
                "  %s: %s -> %s"
                    .formatted(
                        d.what(),
                        d.before().isEmpty() ? "nothing" : d.before(),
                        d.after().isEmpty() ? "nothing" : d.after())));
  }

  private ConfigurationVersion named(ConfigurationVersions versions, Tenant tenant, What wanted) {
    var asked = whichTenant.required(wanted, "the NUMBER of a change", number);
    return versions
        .find(tenant.id(), ChangeFilter.ALL, asked)
        .orElseThrow(() ->
            whichTenant.usageError(
                "the tenant %s has no change %d; list shows its changes"
                    .formatted(tenant.code(), asked)));
  }

  private boolean rollBack(
      ConfigurationVersions versions,
      Tenant tenant,
      ConfigurationVersion version,
      PrintWriter out) {
    var refused =
        switch (versions.rollBack(tenant.id(), version.number())) {
          case DONE -> null;
          case UNKNOWN -> "there is no such change";
          case CHANGED_SINCE -> "it has been changed again since; roll back the later change first";
          case MADE ->
              "the change created it, and other things may refer to it, so it is not removed";
          case UNFIT ->
              "the earlier state can't be restored: something it refers to is gone, or something now refers to it";
        };
    if (refused == null) {
      out.println("Rolled back: " + line(version));
      return true;
    }
    spec.commandLine()
        .getErr()
        .println("samling: change %d: %s".formatted(version.number(), refused));
    spec.commandLine().getErr().flush();
    return false;
  }
}

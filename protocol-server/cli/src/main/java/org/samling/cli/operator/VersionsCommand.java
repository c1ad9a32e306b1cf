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
import org.samling.core.policy.ConfigurationVersions.Wanted;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code versions}: the history of configuration changes, and going back to a version. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = {
      "Says what was changed of a tenant's settings, policy rules, test cases, stops, calendars, agencies, branches, categories, floating groups, sort rules and accounts, by whom, and what it was before (docs/settings.md).",
      "list: the changes, the latest first.",
      "show NUMBER: one change, with all that differs.",
      "roll-back NUMBER: puts back what was before; refused where it was changed again since."
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
      description = "The change; not for list.")
  private @Nullable Long number;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description =
          "For list: only of this kind: setting, rule, test-case, stop, hours, closing, agency, branch, joint-agency, item-category, patron-category, floating-group, sort-rule, account.")
  private @Nullable String kind;

  @Option(
      names = "--who",
      paramLabel = "W",
      description = "For list: only by whom; a user of the command line as cli:USER.")
  private @Nullable String who;

  @Option(
      names = "--unit",
      paramLabel = "U",
      description = "For list: only at places whose code has this in it.")
  private @Nullable String unit;

  @Option(
      names = "--before",
      paramLabel = "N",
      description = "For list: only changes before this one.")
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
            .orElseThrow(
                () -> whichTenant.wrong("WHAT is list, show or roll-back, not \"" + what + "\""));
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
                        () -> whichTenant.wrong("there is no --kind \"%s\"".formatted(kind))));
    var found =
        versions.latest(
            tenant.id(),
            new Wanted(kinds, who == null ? "" : who, unit == null ? "" : unit, null),
            before,
            ConfigurationVersions.MOST);
    found.forEach(v -> out.println(line(v)));
    if (found.isEmpty()) {
      out.println("No such change was made yet.");
    } else if (found.size() == ConfigurationVersions.MOST) {
      out.println("Go on with --before " + found.getLast().number());
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
    var asked = whichTenant.given(wanted, "the NUMBER of a change", number);
    return versions
        .find(tenant.id(), Wanted.ALL, asked)
        .orElseThrow(() ->
            whichTenant.wrong(
                "the tenant %s has no change %d; list shows them".formatted(tenant.code(), asked)));
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
          case CHANGED_SINCE -> "it was changed again since; roll the later change back first";
          case MADE ->
              "it was made by that change, and others may refer to it: it is not taken away again";
          case UNFIT ->
              "what was can't be any more: what it refers to is gone, or something refers to it";
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

package org.samling.cli.access;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantCommand;
import org.samling.core.organisation.LibraryRegister.ProfiledAccount;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.profile.Profiles;
import org.samling.library.yaml.YamlException;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sip2 profile}: what SIP2 machines may do and see, with a subcommand for each action. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shows and changes what the machines of SIP2 accounts may do and what replies contain (docs/sip2.md, Kiosk profiles).",
      "A profile is a preset with the account's own overrides. A change takes effect within seconds and closes the account's open connections."
    },
    subcommands = {
      Sip2ProfileCommand.Presets.class,
      Sip2ProfileCommand.Show.class,
      Sip2ProfileCommand.Set.class,
      Sip2ProfileCommand.Reset.class
    },
    footer = {
      "",
      "Examples:",
      "  ${sys:samling.command} sip2 profile presets",
      "  ${sys:samling.command} sip2 profile set --tenant solbaek --account solbaek-door-1 preset=door minimum-age=15",
      "  ${sys:samling.command} sip2 profile show --tenant solbaek --account solbaek-door-1"
    })
final class Sip2ProfileCommand implements Callable<Integer> {

  /** What is shown as the profile of an account that has none. */
  private static final String NONE = "none: everything";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  Sip2ProfileCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return CommandLine.ExitCode.USAGE;
  }

  /** {@code presets}: the presets that a profile can be based on. */
  @Command(
      name = "presets",
      mixinStandardHelpOptions = true,
      description = "Shows the presets, with the value of every key.")
  static final class Presets implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    Presets() {}

    @Override
    public Integer call() {
      var out = spec.commandLine().getOut();
      for (var name : Profiles.PRESETS.names()) {
        out.println(name);
        print(out, new Sip2ProfileChoice(name, Map.of()), false);
        out.println();
      }
      out.flush();
      return 0;
    }
  }

  /** A command about one account's profile. */
  abstract static class OfAccount extends TenantCommand {

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    OfAccount() {}

    abstract @Nullable String account();

    ProfiledAccount account(PostgresStore store, Tenant tenant) {
      var accounts = store.libraryRegister().profiledAccounts(tenant.id());
      var name = String.valueOf(account());
      return accounts.stream()
          .filter(a -> a.username().equals(name))
          .findFirst()
          .orElseThrow(() ->
              whichTenant.unknown(
                  "SIP2 account", name, accounts.stream().map(ProfiledAccount::username).toList()));
    }

    void show(PostgresStore store, Tenant tenant) {
      var account = account(store, tenant);
      var out = spec.commandLine().getOut();
      var profile = account.profile();
      out.println(
          "%s at %s, preset %s"
              .formatted(
                  account.username(), account.branch(), profile == null ? NONE : profile.preset()));
      if (profile != null) {
        try {
          print(out, profile, true);
        } catch (UnfitException e) {
          throw whichTenant.usageError(
              unfit(e) + "; the machine may do nothing until the profile is set again");
        }
      }
      out.flush();
    }
  }

  /** {@code show}: the values in force for an account, and where each comes from. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Shows an account's profile: every key, its value, and whether it comes from the preset or the account. Without --account: all SIP2 accounts with their presets.")
  static final class Show extends OfAccount {

    @Option(names = "--account", paramLabel = "X", description = "The account, by its name.")
    private @Nullable String account;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    Show() {}

    @Override
    @Nullable String account() {
      return account;
    }

    @Override
    protected int run(PostgresStore store) {
      var tenant = whichTenant.in(store.tenants());
      if (account != null) {
        show(store, tenant);
        return 0;
      }
      var out = spec.commandLine().getOut();
      for (var each : store.libraryRegister().profiledAccounts(tenant.id())) {
        var profile = each.profile();
        out.println(
            "%-30s %-12s %s"
                .formatted(
                    each.username(),
                    each.branch(),
                    profile == null ? NONE : profile.preset() + otherwise(profile)));
      }
      out.flush();
      return 0;
    }

    private static String otherwise(Sip2ProfileChoice profile) {
      return profile.overrides().isEmpty()
          ? ""
          : ", otherwise: " + String.join(", ", profile.overrides().keySet());
    }
  }

  /** {@code set}: overrides the preset for an account. */
  @Command(
      name = "set",
      mixinStandardHelpOptions = true,
      description = {
        "Changes an account's profile. Keys that are not named keep their values; preset=NAME is needed the first time.",
        "Values of a list are separated by commas; a list may be empty: messages=11,09 fields-denied="
      })
  static final class Set extends OfAccount {

    @Option(
        names = "--account",
        required = true,
        paramLabel = "X",
        description = "The account, by its name.")
    private String account;

    @Parameters(
        arity = "1..*",
        paramLabel = "KEY=VALUE",
        description = "The keys and their new values.")
    private List<String> pairs;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    Set() {}

    @Override
    String account() {
      return account;
    }

    @Override
    protected int run(PostgresStore store) {
      var tenant = whichTenant.in(store.tenants());
      try {
        var choice = Profiles.changed(account(store, tenant).profile(), pairs);
        Profiles.check(choice, store.inquiries().policy(tenant.id()).sortTables());
        store.libraryRegister().putProfile(tenant.id(), account, choice);
      } catch (YamlException e) {
        throw whichTenant.usageError(String.valueOf(e.getMessage()));
      } catch (UnfitException e) {
        throw whichTenant.usageError(unfit(e));
      }
      show(store, tenant);
      return 0;
    }
  }

  /** {@code reset}: removes an account's overrides, or its whole profile. */
  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description =
          "Removes an account's overrides of some keys, or of all, so that the preset applies; with --whole removes its profile, so that its machine may do everything.")
  static final class Reset extends OfAccount {

    @Option(
        names = "--account",
        required = true,
        paramLabel = "X",
        description = "The account, by its name.")
    private String account;

    @Parameters(arity = "0..*", paramLabel = "KEY", description = "The keys (default: all).")
    private List<String> keys = List.of();

    @Option(names = "--whole", description = "Remove the preset too.")
    private boolean whole;

    @SuppressWarnings("NullAway.Init") // picocli sets the options
    Reset() {}

    @Override
    String account() {
      return account;
    }

    @Override
    protected int run(PostgresStore store) {
      var tenant = whichTenant.in(store.tenants());
      var before = account(store, tenant).profile();
      if (whole && !keys.isEmpty()) {
        throw whichTenant.usageError("name keys or --whole, not both");
      }
      try {
        var left = whole || before == null ? null : Profiles.reset(before, keys);
        store.libraryRegister().putProfile(tenant.id(), account, left);
      } catch (YamlException e) {
        throw whichTenant.usageError(String.valueOf(e.getMessage()));
      } catch (UnfitException e) {
        throw whichTenant.usageError(unfit(e));
      }
      show(store, tenant);
      return 0;
    }
  }

  private static String unfit(UnfitException e) {
    return e.key() + ": " + e.getMessage();
  }

  private static void print(PrintWriter out, Sip2ProfileChoice choice, boolean withSource) {
    var values = Profiles.PRESETS.values(choice);
    for (var key : Profiles.keys()) {
      var value = values.get(key);
      var shown = value == null ? "" : Profiles.typed(value);
      out.println(
          "  %-18s %s%s"
              .formatted(
                  key,
                  shown.isEmpty() ? "-" : shown,
                  withSource
                      ? choice.overrides().containsKey(key) ? "  (the account)" : "  (the preset)"
                      : ""));
    }
  }
}

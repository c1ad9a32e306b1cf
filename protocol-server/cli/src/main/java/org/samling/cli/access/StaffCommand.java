package org.samling.cli.access;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.LibraryOptions;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffRole;
import org.samling.library.Library;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staff}: who may sign in to the console. */
@Command(
    name = "staff",
    mixinStandardHelpOptions = true,
    description = {
      "Manages who may sign in to the console (docs/console.md).",
      "add: adds a user with a role, and prints the password once. list: lists all users.",
      "disable, enable: stops a user from signing in, or allows it again; both unlock. password: sets a new password and signs the user out.",
      "Each change is recorded in the journal that the console shows."
    })
public final class StaffCommand implements Callable<Integer> {

  /** Letters and digits, without those that are easily confused. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 4;
  private static final int OF_A_GROUP = 5;

  /** What can be done. */
  enum What {
    ADD,
    LIST,
    DISABLE,
    ENABLE,
    PASSWORD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The user name; for all but list.")
  private @Nullable String username;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "For add: operator (of all tenants), administrator, desk, cataloguer, ill, school, integrator or reader.")
  private @Nullable String role;

  @Option(names = "--tenant", paramLabel = "T", description = "For add: the tenant, by its code.")
  private @Nullable String tenant;

  @Option(
      names = "--agency",
      split = ",",
      paramLabel = "NUMBER",
      description =
          "For add: the agencies whose data the user sees (default: all of the tenant's).")
  private @Nullable List<String> agencies;

  @Option(names = "--name", paramLabel = "TEXT", description = "For add: the display name.")
  private @Nullable String name;

  @Option(
      names = "--password",
      arity = "0..1",
      interactive = true,
      description =
          "For add and password: ask for the password; without it one is generated and printed once.")
  private char @Nullable [] password;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StaffCommand() {}

  @Override
  public Integer call() {
    try (var library = Library.openBeside(which.configuration())) {
      run(library.store());
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  /** Does it. */
  void run(PostgresStore store) {
    var staff = store.staff();
    var out = spec.commandLine().getOut();
    switch (what) {
      case LIST -> list(store, out);
      case ADD -> add(store, out);
      case DISABLE -> enable(staff, false, out);
      case ENABLE -> enable(staff, true, out);
      case PASSWORD -> password(staff, out);
    }
  }

  private void list(PostgresStore store, PrintWriter out) {
    var codes = store.tenants().all().stream().collect(Collectors.toMap(Tenant::id, Tenant::code));
    for (var member : store.staff().all()) {
      out.println(
          "%-24s  %-14s  %-14s  %-8s  %s"
              .formatted(
                  member.username(),
                  member.role().text(),
                  member.tenant() == null ? "all" : codes.getOrDefault(member.tenant(), ""),
                  member.enabled() ? "" : "disabled",
                  String.join(",", member.agencies().stream().sorted().toList())));
    }
  }

  private void add(PostgresStore store, PrintWriter out) {
    var chosen =
        StaffRole.of(String.valueOf(role))
            .orElseThrow(() ->
                wrong(
                    "--role is needed: "
                        + List.of(StaffRole.values()).stream()
                            .map(StaffRole::text)
                            .collect(Collectors.joining(", "))));
    var of = tenant(store, chosen);
    var secret = secret();
    var isNew =
        store
            .staff()
            .add(
                new Staff.NewMember(
                    username(),
                    name == null ? username() : name,
                    chosen,
                    of,
                    agencies(store, of),
                    secret));
    if (!isNew) {
      throw wrong("the name \"%s\" is taken".formatted(username()));
    }
    note(store.staff(), of, "staff-added", chosen.text());
    out.println("%s may sign in as %s.".formatted(username(), chosen.text()));
    printPassword(secret, out);
  }

  private @Nullable TenantId tenant(PostgresStore store, StaffRole chosen) {
    if (chosen.isOfAllTenants()) {
      if (tenant != null || agencies != null) {
        throw wrong("an operator works for all tenants: leave out --tenant and --agency");
      }
      return null;
    }
    if (tenant == null) {
      throw wrong("--tenant is needed: only an operator works for all tenants");
    }
    return store
        .tenants()
        .byCode(tenant)
        .orElseThrow(() -> wrong("there is no tenant \"%s\"".formatted(tenant)))
        .id();
  }

  private Set<String> agencies(PostgresStore store, @Nullable TenantId of) {
    if (agencies == null || of == null) {
      return Set.of();
    }
    var known = store.inquiries().policy(of).agencies().keySet();
    for (var agency : agencies) {
      if (!known.contains(agency)) {
        throw wrong(
            "the tenant has no agency \"%s\"; it has %s"
                .formatted(agency, known.stream().sorted().toList()));
      }
    }
    return new LinkedHashSet<>(agencies);
  }

  private void enable(Staff staff, boolean enabled, PrintWriter out) {
    var of = tenantOf(staff);
    staff.enable(username(), enabled);
    note(staff, of, enabled ? "staff-enabled" : "staff-disabled", "");
    out.println(
        "%s may sign in%s.".formatted(username(), enabled ? "" : " no longer, and is signed out"));
  }

  private void password(Staff staff, PrintWriter out) {
    var of = tenantOf(staff);
    var secret = secret();
    staff.putPassword(username(), secret);
    note(staff, of, "staff-password", "");
    out.println("%s has a new password, and is signed out.".formatted(username()));
    printPassword(secret, out);
  }

  private @Nullable TenantId tenantOf(Staff staff) {
    for (var member : staff.all()) {
      if (member.username().equals(username())) {
        return member.tenant();
      }
    }
    throw wrong("there is no user \"%s\"".formatted(username()));
  }

  private void note(Staff staff, @Nullable TenantId of, String act, String detail) {
    staff.note(
        new StaffAct(
            of, Instant.now(), "command line: " + Terminal.user(), act, username(), detail));
  }

  private String username() {
    if (username == null || username.isBlank()) {
      throw wrong(what + " needs a name");
    }
    return username;
  }

  private Secret secret() {
    if (password == null) {
      return madeUp();
    }
    if (password.length < Staff.SHORTEST_PASSWORD) {
      throw wrong("a password must have at least %d characters".formatted(Staff.SHORTEST_PASSWORD));
    }
    return new Secret(new String(password));
  }

  private void printPassword(Secret secret, PrintWriter out) {
    if (password == null) {
      out.println("Password (shown only once): " + secret.value());
    }
  }

  /** A password that can be read aloud. */
  static Secret madeUp() {
    var random = new SecureRandom();
    var text = new StringBuilder();
    for (var i = 0; i < GROUPS * OF_A_GROUP; i++) {
      text.append(i > 0 && i % OF_A_GROUP == 0 ? "-" : "")
          .append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new Secret(text.toString());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

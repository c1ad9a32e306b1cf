package org.samling.cli.access;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Table;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens.CreatedToken;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.AccountTokens.Token;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tokens}: access tokens, which programs use instead of a password. */
@Command(
    name = "tokens",
    mixinStandardHelpOptions = true,
    description = {
      "Manages tokens for programs that use the REST API (docs/rest.md). A token is shown only once, when it is created; only its hash is stored.",
      "list: lists all tokens, expired and revoked ones too.",
      "create ACCOUNT: creates a token with scopes, limited to those of the account.",
      "rotate NUMBER: creates a replacement; the old token stays valid for --overlap.",
      "revoke NUMBER: makes a token invalid at once."
    })
public final class TokensCommand extends TenantCommand {

  private static final int LONGEST_LIFE = 3_650;
  private static final int LONGEST_OVERLAP = 24 * 90;

  private static final List<String> COLUMNS =
      List.of(
          "number", "account", "label", "scopes", "made", "by", "ends", "revoked", "used", "valid");

  /** What can be done. */
  enum What {
    list,
    create,
    rotate,
    revoke
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACCOUNT|NUMBER",
      description = "For create: the account's name; otherwise the token's number.")
  private @Nullable String which;

  @Option(
      names = "--scopes",
      split = ",",
      paramLabel = "S",
      description = "For create: the scopes, separated by commas.")
  private String @Nullable [] scopes;

  @Option(names = "--label", paramLabel = "L", description = "For create: what the token is for.")
  private @Nullable String label;

  @Option(
      names = "--days",
      defaultValue = "365",
      paramLabel = "N",
      description = "For create: the days until it expires (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--overlap",
      defaultValue = "24",
      paramLabel = "H",
      description =
          "For rotate: the hours for which the old token stays valid (default: ${DEFAULT-VALUE}).")
  private int overlap;

  @Mixin private Table table;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  TokensCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(store.accountTokens().list(tenant.id()), out);
      case create -> create(store, tenant, out);
      case rotate -> rotate(store, tenant, out);
      case revoke -> revoke(store, tenant, out);
    }
    out.flush();
    return 0;
  }

  private void list(List<Token> tokens, PrintWriter out) {
    var now = Instant.now();
    if (table.isForPrograms()) {
      table.show(COLUMNS, tokens.stream().map(token -> row(token, now)).toList(), out);
      return;
    }
    for (var token : tokens) {
      out.println(
          "%s %s \"%s\": %s; made %s by %s, %s%s"
              .formatted(
                  token.id(),
                  token.username(),
                  token.label(),
                  words(token.scopes()),
                  day(token.created()),
                  token.by(),
                  state(token, now),
                  token.used() == null ? ", never used" : ", last used " + token.used()));
    }
  }

  private static Table.Row row(Token token, Instant now) {
    return new Table.Row(
        token.id().toString(),
        token.username(),
        token.label(),
        words(token.scopes()),
        token.created().toString(),
        token.by(),
        text(token.expires()),
        text(token.revoked()),
        text(token.used()),
        token.isValid(now));
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  private static String state(Token token, Instant now) {
    if (token.revoked() != null) {
      return "revoked " + day(token.revoked());
    }
    var expires = token.expires();
    return expires == null
        ? "never expires"
        : (expires.isAfter(now) ? "ends " : "ended ") + day(expires);
  }

  private static String day(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void create(PostgresStore store, Tenant tenant, PrintWriter out) {
    var account = given("the name of an account");
    if (days < 1 || days > LONGEST_LIFE) {
      throw whichTenant.usageError("--days must be 1 to %,d".formatted(LONGEST_LIFE));
    }
    var token =
        new NewToken(
            whichTenant.required(what, "--label", label),
            scopes(),
            Instant.now().plus(Duration.ofDays(days)),
            Terminal.user());
    told(
        store
            .accountTokens()
            .create(tenant.id(), account, token)
            .orElseThrow(() ->
                whichTenant.usageError(
                    "the tenant %s has no REST account \"%s\"".formatted(tenant.code(), account))),
        out);
  }

  private Set<Scope> scopes() {
    if (scopes == null) {
      throw whichTenant.usageError("create needs --scopes, such as patrons:read,circulation");
    }
    return Arrays.stream(scopes)
        .map(word ->
            Scope.of(word.strip())
                .orElseThrow(() ->
                    whichTenant.usageError(
                        "there is no scope \"%s\"; there are %s"
                            .formatted(word, words(Set.of(Scope.values()))))))
        .collect(Collectors.toSet());
  }

  private static String words(Set<Scope> scopes) {
    return scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
  }

  private void rotate(PostgresStore store, Tenant tenant, PrintWriter out) {
    if (overlap < 0 || overlap > LONGEST_OVERLAP) {
      throw whichTenant.usageError("--overlap must be 0 to %,d hours".formatted(LONGEST_OVERLAP));
    }
    var until = Instant.now().plus(Duration.ofHours(overlap));
    var number = number(tenant);
    told(
        store
            .accountTokens()
            .rotate(tenant.id(), number, until, Terminal.user())
            .orElseThrow(() -> none(tenant)),
        out);
    out.println("The old token expires at %s at the latest.".formatted(day(until)));
  }

  private void revoke(PostgresStore store, Tenant tenant, PrintWriter out) {
    if (!store.accountTokens().revoke(tenant.id(), number(tenant))) {
      throw none(tenant);
    }
    out.println("The token is revoked.");
  }

  private static void told(CreatedToken made, PrintWriter out) {
    out.println("number: " + made.id());
    out.println("token:  " + made.value().value());
    out.println("Keep it: it is not shown again.");
  }

  private UUID number(Tenant tenant) {
    try {
      return UUID.fromString(given("the number of a token"));
    } catch (IllegalArgumentException _) {
      throw none(tenant);
    }
  }

  private String given(String whatIsNeeded) {
    if (which == null) {
      throw whichTenant.usageError("%s needs %s".formatted(what, whatIsNeeded));
    }
    return which;
  }

  private RuntimeException none(Tenant tenant) {
    return whichTenant.usageError(
        "the tenant %s has no valid token \"%s\"; list shows its tokens"
            .formatted(tenant.code(), which));
  }
}

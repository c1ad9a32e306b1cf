package org.samling.rest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.LibraryRegister.ListedAccount;
import org.samling.core.organisation.LibraryRegister.NameTakenException;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.MachineAccounts.MachineAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestBody;
import org.samling.rest.form.RestProblem;

/** Accounts of machines and programs. Nobody can grant a scope that they don't have themselves. */
final class RestAccounts {

  private static final int LONGEST = 200;
  private static final int SHORTEST_PASSWORD = 12;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,99}";
  private static final String LANGUAGE = "009";

  private final LibraryRegister register;
  private final Inquiries inquiries;
  private final RestAccountRights rights;

  RestAccounts(LibraryRegister register, Inquiries inquiries, RestAccountRights rights) {
    this.register = register;
    this.inquiries = inquiries;
    this.rights = rights;
  }

  RestAnswer list(RestExchange exchange) {
    var limit = RestPages.limit(exchange);
    return RestPages.page(
        exchange,
        "accounts",
        register.accounts(exchange.tenant().id(), RestPages.after(exchange), limit + 1),
        ListedAccount::username,
        RestAccounts::fields,
        limit);
  }

  RestAnswer show(RestExchange exchange) {
    return RestAnswer.of(fields(rights.account(exchange, exchange.path("name"))));
  }

  RestAnswer create(RestExchange exchange) {
    var body = exchange.body();
    var tenant = exchange.tenant();
    var name = body.needed("name", LONGEST);
    var branch = body.needed("branch", LONGEST);
    var password = password(body);
    var protocol = protocol(body.needed("protocol", LONGEST));
    if (!name.matches(NAME)) {
      throw bad("\"name\" must have 1 to 100 characters: letters a to z, digits and . _ @ -.");
    }
    if (!inquiries.policy(tenant.id()).branches().containsKey(branch)) {
      throw bad("%s has no branch \"%s\".".formatted(tenant.code(), branch));
    }
    var scopes = RestAccountRights.grantable(exchange, protocol, body.listed("scopes"));
    if (register.account(tenant.id(), name).isPresent()) {
      throw taken(name);
    }
    try {
      register.putAccounts(
          tenant.id(),
          List.of(new NewAccount(protocol, name, password, branch, "UTF-8", LANGUAGE)));
    } catch (NameTakenException _) {
      throw taken(name);
    }
    register.putScopes(tenant.id(), name, scopes);
    return RestAnswer.created("/rest/v1/accounts/" + name, fields(rights.account(exchange, name)));
  }

  /** A password that is long enough. */
  static Secret password(RestBody body) {
    var password = body.secret("password");
    if (password.value().length() < SHORTEST_PASSWORD) {
      throw bad("\"password\" must have at least %d characters.".formatted(SHORTEST_PASSWORD));
    }
    return password;
  }

  RestAnswer disable(RestExchange exchange) {
    if (exchange.path("name").equals(exchange.account().username())) {
      throw new RestProblem(Status.CONFLICT, "An account can't disable itself.");
    }
    return enabled(exchange, false);
  }

  RestAnswer enable(RestExchange exchange) {
    return enabled(exchange, true);
  }

  private RestAnswer enabled(RestExchange exchange, boolean enabled) {
    var name = exchange.path("name");
    if (!register.putEnabled(exchange.tenant().id(), name, enabled)) {
      throw RestAccountRights.noAccount(name);
    }
    return RestAnswer.done();
  }

  private static Map<String, @Nullable Object> fields(ListedAccount account) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("name", account.username());
    fields.put("protocol", OfflineFields.word(account.protocol()));
    fields.put("branch", account.branch());
    fields.put("enabled", account.enabled());
    fields.put("networks", account.allow());
    fields.put("scopes", account.scopes().stream().map(Scope::text).sorted().toList());
    return fields;
  }

  /** An account as it is set up. */
  static Map<String, @Nullable Object> fields(MachineAccount account) {
    var access = account.access();
    var idle = access.idle();
    var fields =
        fields(
            new ListedAccount(
                account.protocol(),
                account.username(),
                account.branch(),
                access.enabled(),
                access.allow(),
                account.scopes()));
    fields.put("charset", account.charset());
    fields.put("language", account.language());
    fields.put("certificate", access.certificate());
    fields.put(
        "without-password",
        access.withoutPassword().stream().map(OfflineFields::word).sorted().toList());
    fields.put("idle-seconds", idle == null ? null : idle.toSeconds());
    fields.put("connections", access.connections());
    fields.put("profile", profile(account.profile()));
    fields.put("partners", account.partners().stream().sorted().toList());
    fields.put("wire-log", account.isLogged());
    return fields;
  }

  private static @Nullable Map<String, Object> profile(@Nullable Sip2ProfileChoice profile) {
    if (profile == null) {
      return null;
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("preset", profile.preset());
    fields.put("differences", profile.overrides());
    return fields;
  }

  /** The protocol, one of the words that the body's form allows. */
  private static Protocol protocol(String word) {
    return Arrays.stream(Account.Protocol.values())
        .filter(protocol -> OfflineFields.word(protocol).equals(word))
        .findFirst()
        .orElseThrow();
  }

  private static RestProblem taken(String name) {
    return new RestProblem(
        Status.CONFLICT, "Another account already has the name \"%s\".".formatted(name));
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}

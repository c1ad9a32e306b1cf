package org.samling.rest;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;

/**
 * The changes to the configuration, and their roll-back. Shows changes to accounts only to those
 * who may manage accounts.
 */
final class RestVersions {

  /** The maximum page size: one more than that is fetched. */
  private static final int MOST = ConfigurationVersions.MOST / 2;

  private static final int LONGEST_WHO = 210;
  private static final int LONGEST_PLACE = 500;

  private final ConfigurationVersions versions;
  private final RestAccountRights rights;

  RestVersions(ConfigurationVersions versions, RestAccountRights rights) {
    this.versions = versions;
    this.rights = rights;
  }

  RestAnswer list(RestExchange exchange) {
    var query = exchange.call().query();
    var kind = query.get("kind");
    if (Kind.ACCOUNT.word().equals(kind) && !managesAccounts(exchange)) {
      throw RestAccountRights.lacksScope(exchange.account(), Scope.ACCOUNTS_MANAGE);
    }
    var wanted =
        new ChangeFilter(
            kind == null ? seen(exchange) : Set.of(kind(kind)),
            RestParameters.text("who", query.get("who"), LONGEST_WHO),
            RestParameters.text("place", query.get("place"), LONGEST_PLACE),
            null);
    var limit = (int) RestParameters.number("limit", query.get("limit"), MOST, 1, MOST);
    var before = query.get("after");
    return RestPages.page(
        exchange,
        "versions",
        versions.latest(
            exchange.tenant().id(),
            wanted,
            before == null ? null : RestParameters.number("after", before, 0, 0, Long.MAX_VALUE),
            limit + 1),
        v -> Long.toString(v.number()),
        RestVersions::fields,
        limit);
  }

  private static Kind kind(String word) {
    return Kind.of(word)
        .orElseThrow(
            () -> new RestProblem(Status.BAD_REQUEST, "There is no kind \"%s\".".formatted(word)));
  }

  private static boolean managesAccounts(RestExchange exchange) {
    return exchange.account().scopes().contains(Scope.ACCOUNTS_MANAGE);
  }

  private static Set<Kind> seen(RestExchange exchange) {
    var seen = EnumSet.allOf(Kind.class);
    if (!managesAccounts(exchange)) {
      seen.remove(Kind.ACCOUNT);
    }
    return seen;
  }

  RestAnswer show(RestExchange exchange) {
    var version = version(exchange);
    var fields = fields(version);
    fields.put("differences", version.differences().stream().map(RestVersions::fields).toList());
    return RestAnswer.of(fields);
  }

  private ConfigurationVersion version(RestExchange exchange) {
    var text = exchange.path("number");
    return (text.matches("\\d{1,18}")
            ? versions.find(
                exchange.tenant().id(),
                new ChangeFilter(seen(exchange), "", "", null),
                Long.parseLong(text))
            : Optional.<ConfigurationVersion>empty())
        .orElseThrow(RestVersions::none);
  }

  private static RestProblem none() {
    return new RestProblem(Status.NOT_FOUND, "There is no such change.");
  }

  RestAnswer rollBack(RestExchange exchange) {
    var version = version(exchange);
    var before = version.before();
    if (version.kind() == Kind.ACCOUNT && before != null) {
      rights.checkRestorable(exchange, version.name(), before);
    }
    return switch (versions.rollBack(exchange.tenant().id(), version.number())) {
      case DONE -> RestAnswer.done();
      case UNKNOWN -> throw none();
      case CHANGED_SINCE ->
          throw conflict("It has been changed again since; roll back the later change first.");
      case MADE ->
          throw conflict(
              "The change created it, and other things may refer to it, so it is not removed.");
      case UNFIT ->
          throw conflict(
              "The earlier state can't be restored: something it refers to is gone, or something now refers to it.");
    };
  }

  private static RestProblem conflict(String detail) {
    return new RestProblem(Status.CONFLICT, detail);
  }

  private static Map<String, @Nullable Object> fields(ConfigurationVersion version) {
    var place = version.unit().code();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("number", version.number());
    fields.put("at", version.at().toString());
    fields.put("who", version.who());
    fields.put("protocol", version.protocol());
    fields.put("kind", version.kind().word());
    fields.put("name", version.name());
    fields.put("level", OfflineFields.word(version.unit().level()));
    fields.put("place", place.isEmpty() ? null : place);
    fields.put(
        "change",
        version.before() == null ? "made" : version.after() == null ? "taken-away" : "changed");
    return fields;
  }

  private static Map<String, @Nullable Object> fields(ConfigurationVersion.Difference difference) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("what", difference.what());
    fields.put("before", difference.before().isEmpty() ? null : difference.before());
    fields.put("after", difference.after().isEmpty() ? null : difference.after());
    return fields;
  }
}

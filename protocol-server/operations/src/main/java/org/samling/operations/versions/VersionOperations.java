package org.samling.operations.versions;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.core.policy.Setting;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.accounts.AccountRights;
import org.samling.operations.settings.SettingOperations;
import org.samling.operations.versions.Versions.Difference;
import org.samling.operations.versions.Versions.Filter;
import org.samling.operations.versions.Versions.Listed;
import org.samling.operations.versions.Versions.Version;
import org.samling.operations.versions.Versions.WhichVersion;
import org.samling.operations.versions.Versions.WholeVersion;

/**
 * The changes to the configuration, and their roll-back. Shows changes to accounts only to those
 * who may manage accounts.
 */
public final class VersionOperations {

  /** The operations. */
  public static final Family<VersionOperations> FAMILY =
      new Family<>(
          "versions",
          "version",
          "The changes to the configuration, and their roll-back",
          List.of(
              Operation.get(
                      "list-versions",
                      "/versions",
                      Scope.CONFIGURATION_READ,
                      "Lists changes of the configuration, newest first")
                  .pagedShortly()
                  .of(Filter.class, Listed.class, VersionOperations::list),
              Operation.get(
                      "show-version",
                      "/versions/:number",
                      Scope.CONFIGURATION_READ,
                      "Shows a change with everything that it altered")
                  .of(WhichVersion.class, WholeVersion.class, VersionOperations::show),
              Operation.post(
                      "roll-back-version",
                      "/versions/:number/roll-back",
                      Scope.CONFIGURATION_CHANGE,
                      "Rolls back a change")
                  .of(WhichVersion.class, Nothing.class, VersionOperations::rollBack)));

  private final ConfigurationVersions versions;
  private final AccountRights rights;

  /** Operations on a store. */
  public VersionOperations(ConfigurationVersions versions, AccountRights rights) {
    this.versions = versions;
    this.rights = rights;
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    var kind = filter.kind();
    if (Kind.ACCOUNT.word().equals(kind) && !managesAccounts(request.account())) {
      throw AccountRights.lacksScope(request.account(), Scope.ACCOUNTS_MANAGE);
    }
    var wanted =
        new ChangeFilter(
            kind == null ? seen(request.account()) : Set.of(kind(kind)),
            orEmpty(filter.name()),
            orEmpty(filter.who()),
            orEmpty(filter.place()),
            null);
    var paging = request.paging();
    var page =
        paging
            .of(
                versions.latest(
                    request.tenantId(), wanted, before(paging.after()), paging.fetched()),
                version -> Long.toString(version.number()))
            .map(Version::of);
    return new Listed(page.entries(), page.next());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable Long before(String after) {
    if (after.isEmpty()) {
      return null;
    }
    return number(after).orElseThrow(PageMark::unfit);
  }

  private static Kind kind(String word) {
    return Kind.of(word)
        .orElseThrow(() -> Problem.invalid("There is no kind \"%s\".".formatted(word)));
  }

  private static boolean managesAccounts(Account account) {
    return account.scopes().contains(Scope.ACCOUNTS_MANAGE);
  }

  private static Set<Kind> seen(Account account) {
    var seen = EnumSet.allOf(Kind.class);
    if (!managesAccounts(account)) {
      seen.remove(Kind.ACCOUNT);
    }
    return seen;
  }

  private WholeVersion show(Request<WhichVersion> request) {
    var version = version(request);
    return new WholeVersion(
        Version.of(version), version.differences().stream().map(Difference::of).toList());
  }

  private ConfigurationVersion version(Request<WhichVersion> request) {
    return number(request.input().number())
        .flatMap(number ->
            versions.find(
                request.tenantId(),
                new ChangeFilter(seen(request.account()), "", "", "", null),
                number))
        .orElseThrow(VersionOperations::none);
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Problem none() {
    return Problem.unknown("There is no such change.");
  }

  private Nothing rollBack(Request<WhichVersion> request) {
    var version = version(request);
    var before = version.before();
    if (version.kind() == Kind.SETTING && Setting.isOne(version.name())) {
      SettingOperations.checkGuarded(request.account(), Setting.named(version.name()));
    }
    if (version.kind() == Kind.ACCOUNT && before != null) {
      rights.checkRestorable(request.account(), version.name(), before);
    }
    return switch (versions.rollBack(request.tenantId(), version.number())) {
      case DONE -> Nothing.NOTHING;
      case UNKNOWN -> throw none();
      case CHANGED_SINCE ->
          throw Problem.refused(
              "It has been changed again since; roll back the later change first.");
      case MADE ->
          throw Problem.refused(
              "The change created it, and other things may refer to it, so it is not removed.");
      case UNFIT ->
          throw Problem.refused(
              "The earlier state can't be restored: something it refers to is gone, or something now refers to it.");
    };
  }
}

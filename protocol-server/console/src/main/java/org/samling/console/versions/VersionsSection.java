package org.samling.console.versions;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.StaffScopes;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Unit.Level;
import org.samling.core.staff.Permission;
import org.samling.core.staff.StaffMember;

/** The history of the configuration, and rolling back changes. */
public final class VersionsSection implements Section {

  private static final int MOST = 50;

  private final ConfigurationVersions versions;

  /** Creates the section on the store of changes. */
  public VersionsSection(ConfigurationVersions versions) {
    this.versions = versions;
  }

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/versions", Permission.POLICY_SEE, this::list),
        Endpoint.get("/versions/:number", Permission.POLICY_SEE, v -> on(v, c -> show(v, c, null))),
        Endpoint.post(
            "/versions/:number/roll-back",
            Permission.POLICY_CHANGE,
            v -> on(v, c -> rollBack(v, c))));
  }

  /**
   * Returns the filter for changes a visitor may see; accounts only with the permission to see
   * them.
   */
  private static ChangeFilter filter(
      Visit visit, Set<Kind> kinds, String name, String who, String unit) {
    var visibleKinds = EnumSet.noneOf(Kind.class);
    visibleKinds.addAll(kinds);
    if (!visit.member().role().may(Permission.MACHINES_SEE)) {
      visibleKinds.remove(Kind.ACCOUNT);
    }
    var agencies = visit.member().agencies();
    return new ChangeFilter(visibleKinds, name, who, unit, agencies.isEmpty() ? null : agencies);
  }

  private Reply list(Visit visit) {
    var request = visit.request();
    var kind = request.argument("kind");
    var name = request.argument("name");
    var who = request.argument("who");
    var unit = request.argument("unit");
    var argument = request.argument("before");
    var before = number(argument);
    if (before.isEmpty() && !argument.isEmpty()) {
      return Reply.notFound();
    }
    var kinds = Kind.of(kind).map(Set::of).orElseGet(() -> EnumSet.allOf(Kind.class));
    var found =
        versions.latest(
            visit.tenant().id(),
            filter(visit, kinds, name, who, unit),
            before.orElse(null),
            MOST + 1);
    var page = found.subList(0, Math.min(MOST, found.size()));
    var older =
        found.size() > MOST
            ? "/versions?kind=%s&name=%s&who=%s&unit=%s&before=%d"
                .formatted(
                    Visit.encoded(kind),
                    Visit.encoded(name),
                    Visit.encoded(who),
                    Visit.encoded(unit),
                    page.getLast().number())
            : null;
    return Reply.page(
        "versions/list",
        new VersionsPage(
            page.stream().map(version -> VersionsPage.Row.of(version, visit)).toList(),
            List.of(Kind.values()),
            kind,
            name,
            who,
            unit,
            older));
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** Handles a request for one change. */
  private interface OnVersion {
    Reply answer(ConfigurationVersion version);
  }

  private Reply on(Visit visit, OnVersion answer) {
    return number(visit.request().part("number"))
        .flatMap(n ->
            versions.find(
                visit.tenant().id(), filter(visit, EnumSet.allOf(Kind.class), "", "", ""), n))
        .map(answer::answer)
        .orElseGet(Reply::notFound);
  }

  private static Reply show(Visit visit, ConfigurationVersion version, @Nullable String problem) {
    var page =
        new VersionsPage.One(
            VersionsPage.Row.of(version, visit), mayRollBack(visit, version), problem);
    return problem == null ? Reply.page("versions/one", page) : Reply.unfit("versions/one", page);
  }

  /**
   * Whether the visitor may roll back a change: those of the whole tenant, and of accounts, whose
   * rights know no agencies, only if not limited to some; and nothing beyond their own rights.
   */
  private static boolean mayRollBack(Visit visit, ConfigurationVersion version) {
    return visit.member().role().may(Permission.POLICY_CHANGE)
        && isWithinRights(visit.member(), version)
        && (version.unit().level() != Level.TENANT || visit.member().agencies().isEmpty());
  }

  /** Whether a member might have made the change: one of an account, or of a guarded setting. */
  private static boolean isWithinRights(StaffMember member, ConfigurationVersion version) {
    var scopes = StaffScopes.of(member);
    return switch (version.kind()) {
      case ACCOUNT ->
          member.role().may(Permission.MACHINES_CHANGE)
              && member.seesPatrons()
              && scopes.containsAll(scopes(version.before()))
              && scopes.containsAll(scopes(version.after()));
      case SETTING ->
          !Setting.isOne(version.name()) || Setting.named(version.name()).isOpenTo(scopes);
      default -> true;
    };
  }

  /** The scopes of an account before or after a change of it. */
  private static Set<Scope> scopes(@Nullable Map<String, String> state) {
    return state == null ? Set.of() : Scope.namedIn(state);
  }

  private Reply rollBack(Visit visit, ConfigurationVersion version) {
    if (!mayRollBack(visit, version)) {
      return Reply.notFound();
    }
    return switch (versions.rollBack(visit.tenant().id(), version.number())) {
      case DONE -> {
        visit.note(
            "rolled-back",
            version.kind().word() + " " + version.name(),
            "change " + version.number());
        yield Reply.to(visit.path("/versions"));
      }
      case UNKNOWN -> Reply.notFound();
      case CHANGED_SINCE -> show(visit, version, "versions.changed-since");
      case MADE -> show(visit, version, "versions.not-unmade");
      case UNFIT -> show(visit, version, "versions.unfit");
    };
  }
}

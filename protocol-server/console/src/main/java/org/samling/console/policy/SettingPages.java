package org.samling.console.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.operations.StaffScopes;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Settings;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;

/** The pages of settings in the tree of places. */
final class SettingPages {

  private static final String LIST = "policy/settings";
  private static final String ONE = "policy/setting";
  private static final int MOST_ROWS = 50;
  private static final int LONGEST = 1_000;
  private static final List<String> FIELDS = List.of("value", "from", "until");

  private final Inquiries inquiries;
  private final PolicyRegister register;

  SettingPages(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private Tree tree(Visit visit) {
    return Tree.of(visit, inquiries.policy(visit.tenant().id()));
  }

  /** Shows the tree, and every setting at one of its places. */
  Reply list(Visit visit) {
    var tree = tree(visit);
    var request = visit.request();
    var inside = request.argument("inside");
    if (!inside.isEmpty()) {
      var branch = request.argument("branch");
      var place = tree.within(branch + Unit.WITHIN + inside);
      return place
          .map(p -> page(tree, p, null))
          .orElseGet(() ->
              tree.branch(branch)
                  .map(b -> page(tree, new Unit(Level.BRANCH, b.code()), "policy.place-unfit"))
                  .orElseGet(Reply::notFound));
    }
    return tree.find(request.argument("at"))
        .map(unit -> page(tree, unit, null))
        .orElseGet(Reply::notFound);
  }

  private static Reply page(Tree tree, Unit unit, @Nullable String problem) {
    var own = new LinkedHashMap<Unit, Integer>();
    var today = tree.today();
    tree.policy()
        .settings()
        .all()
        .forEach(v -> {
          var until = v.until();
          if (until == null || !until.isBefore(today)) {
            own.merge(v.unit(), 1, Integer::sum);
          }
        });
    var groups = new LinkedHashMap<String, List<SettingsPage.Row>>();
    Setting.ALL.stream()
        .sorted(Comparator.comparing(Setting::name))
        .forEach(s ->
            groups
                .computeIfAbsent(
                    s.name().substring(0, s.name().indexOf('.')), _ -> new ArrayList<>())
                .add(row(tree, s, unit, today)));
    var units = new ArrayList<>(tree.units());
    if (!units.contains(unit)) {
      var above = tree.path(unit).stream().filter(units::contains).findFirst().orElseThrow();
      units.add(units.indexOf(above) + 1, unit);
    }
    var page =
        new SettingsPage(
            Tree.text(unit),
            tree.name(unit),
            unit.level(),
            units.stream()
                .map(u ->
                    new SettingsPage.Place(
                        address(u),
                        label(tree, u),
                        tree.path(u).size() - 1,
                        u.equals(unit),
                        own.getOrDefault(u, 0)))
                .toList(),
            unit.level().compareTo(Level.BRANCH) < 0 ? "" : unit.code().split(Unit.WITHIN, 2)[0],
            groups.entrySet().stream()
                .map(e -> new SettingsPage.Group(e.getKey(), e.getValue()))
                .toList(),
            problem);
    return problem == null ? Reply.page(LIST, page) : Reply.unfit(LIST, page);
  }

  /**
   * Returns the name of a place in the tree. Within a branch the last part of the path is enough.
   */
  private static String label(Tree tree, Unit unit) {
    return unit.level().compareTo(Level.BRANCH) <= 0
        ? tree.name(unit)
        : unit.code().substring(unit.code().lastIndexOf(Unit.WITHIN) + Unit.WITHIN.length());
  }

  private static String address(Unit unit) {
    return "/policy?at=" + Visit.encoded(Tree.text(unit));
  }

  private static <T> SettingsPage.Row row(
      Tree tree, Setting<T> setting, Unit unit, LocalDate today) {
    var lookup = tree.policy().settings().explain(setting, tree.path(unit), today);
    var set = lookup.found().set();
    return new SettingsPage.Row(
        setting,
        "/policy/setting?at="
            + Visit.encoded(Tree.text(unit))
            + "&name="
            + Visit.encoded(setting.name()),
        lookup.found().text(),
        set == null ? null : tree.name(set.unit()),
        set != null && set.unit().equals(unit),
        lookup.planned().stream().map(SettingsPage.PlannedValue::of).toList());
  }

  /** Handles a request for a setting at a place. */
  private interface OnSetting {
    Reply answer(Tree tree, Unit unit, Setting<?> setting);
  }

  private Reply on(Visit visit, String at, String name, OnSetting answer) {
    var tree = tree(visit);
    return tree.find(at)
        .filter(_ -> Setting.isOne(name))
        .map(unit -> answer.answer(tree, unit, Setting.named(name)))
        .orElseGet(Reply::notFound);
  }

  /** Shows one setting at one place. */
  Reply show(Visit visit) {
    var request = visit.request();
    return on(
        visit,
        request.argument("at"),
        request.argument("name"),
        (tree, unit, setting) -> {
          var now = tree.policy().settings().find(setting, tree.path(unit), tree.today());
          var typed = Map.of("value", now.text(), "from", tree.today().toString());
          return Reply.page(ONE, page(visit, tree, unit, setting, typed, Map.of(), null));
        });
  }

  /** Previews a value, and sets it once the preview is confirmed. */
  Reply put(Visit visit) {
    var request = visit.request();
    return on(
        visit,
        request.field("at"),
        request.field("name"),
        (tree, unit, setting) ->
            mayChange(visit, tree, unit, setting)
                ? put(visit, tree, unit, setting)
                : Reply.notFound());
  }

  /** Whether a visitor may change a setting at a place, and what it guards. */
  private static boolean mayChange(Visit visit, Tree tree, Unit unit, Setting<?> setting) {
    return tree.mayChange(unit) && setting.isOpenTo(StaffScopes.of(visit.member()));
  }

  private Reply put(Visit visit, Tree tree, Unit unit, Setting<?> setting) {
    var typing = new FormInput(visit.request()::field, visit.words(), FIELDS);
    var step = visit.request().field("step");
    var value = value(typing, setting, visit, tree, unit);
    if (value.isEmpty()) {
      return Reply.unfit(
          ONE, page(visit, tree, unit, setting, typing.typed(), typing.problems(), null));
    }
    var put = value.get();
    return switch (step) {
      case "save" -> {
        register.putSettings(visit.tenant().id(), List.of(put));
        visit.note(
            "setting-put",
            setting.name(),
            "%s at %s from %s".formatted(put.value(), unit, put.from()));
        yield to(visit, unit, setting);
      }
      case "plan" -> {
        var after = tree.policy().with(tree.policy().settings().with(put));
        var change = change(visit, tree, unit, setting, after, put.from(), put.until(), false);
        yield Reply.page(ONE, page(visit, tree, unit, setting, typing.typed(), Map.of(), change));
      }
      default -> Reply.page(ONE, page(visit, tree, unit, setting, typing.typed(), Map.of(), null));
    };
  }

  private static Reply to(Visit visit, Unit unit, Setting<?> setting) {
    return Reply.to(
        visit.path(
            "/policy/setting?at="
                + Visit.encoded(Tree.text(unit))
                + "&name="
                + Visit.encoded(setting.name())));
  }

  private static Optional<SettingValue> value(
      FormInput typing, Setting<?> setting, Visit visit, Tree tree, Unit unit) {
    var text = typing.text("value", LONGEST);
    var typedFrom = typing.day("from");
    var from = typedFrom == null ? tree.today() : typedFrom;
    var until = typing.day("until");
    typing.period(from, until, "until");
    try {
      var _ = setting.read(text);
      checkCategory(typing, setting, text, tree.policy());
    } catch (IllegalArgumentException e) {
      typing.unfit(
          "value", "policy.value-unfit", FormInput.accepted(setting.accepted(), visit.words()));
    }
    return typing.isFit()
        ? Optional.of(
            new SettingValue(
                setting.name(), unit, text, from, until, visit.member().username(), Instant.now()))
        : Optional.empty();
  }

  /** Checks that a setting for a patron category names an existing one. */
  private static void checkCategory(
      FormInput typing, Setting<?> setting, String text, LendingPolicy policy) {
    if (setting.name().contains("category")
        && !text.equals(Setting.NONE)
        && !policy.patronCategories().containsKey(text)) {
      typing.unfit(
          "value",
          "policy.category-unfit",
          String.join(", ", policy.patronCategories().keySet().stream().sorted().toList()));
    }
  }

  /** Removes a value, once the preview is confirmed. */
  Reply remove(Visit visit) {
    var request = visit.request();
    return on(
        visit,
        request.field("at"),
        request.field("name"),
        (tree, unit, setting) ->
            tree.at(unit, setting.name()).stream()
                .filter(v -> v.from().toString().equals(request.field("from")))
                .findFirst()
                .filter(_ -> mayChange(visit, tree, unit, setting))
                .map(v -> remove(visit, tree, unit, setting, v))
                .orElseGet(Reply::notFound));
  }

  private Reply remove(Visit visit, Tree tree, Unit unit, Setting<?> setting, SettingValue value) {
    if (visit.request().field("step").equals("save")) {
      if (register.removeSetting(visit.tenant().id(), setting.name(), unit, value.from())) {
        visit.note(
            "setting-removed",
            setting.name(),
            "%s at %s from %s".formatted(value.value(), unit, value.from()));
      }
      return to(visit, unit, setting);
    }
    var after =
        tree.policy().with(tree.policy().settings().without(setting.name(), unit, value.from()));
    var change = change(visit, tree, unit, setting, after, value.from(), value.until(), true);
    var typed = Map.of("value", value.value(), "from", value.from().toString());
    return Reply.page(ONE, page(visit, tree, unit, setting, typed, Map.of(), change));
  }

  /** Computes the effect of a change, on its first day or today, whichever is later. */
  private SettingPage.Change change(
      Visit visit,
      Tree tree,
      Unit unit,
      Setting<?> setting,
      LendingPolicy after,
      LocalDate from,
      @Nullable LocalDate until,
      boolean isRemoval) {
    var today = tree.today();
    var day = from.isAfter(today) ? from : today;
    var before = tree.policy().settings();
    var rows = new ArrayList<SettingPage.Row>();
    var same = 0;
    for (var place : tree.below(unit)) {
      var path = tree.path(place);
      var then = said(before, setting, path, day);
      var now = said(after.settings(), setting, path, day);
      if (then.equals(now)) {
        same++;
      } else {
        rows.add(new SettingPage.Row(tree.name(place), then, now));
      }
    }
    var shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    return new SettingPage.Change(
        isRemoval,
        day,
        until,
        shown,
        rows.size() - shown.size(),
        same,
        BrokenCase.by(register.cases(visit.tenant().id()), tree.policy(), after, today, day));
  }

  private static String said(
      Settings settings, Setting<?> setting, List<Unit> path, LocalDate day) {
    return settings.find(setting, path, day).text();
  }

  private static SettingPage page(
      Visit visit,
      Tree tree,
      Unit unit,
      Setting<?> setting,
      Map<String, String> typed,
      Map<String, String> problems,
      SettingPage.@Nullable Change change) {
    var today = tree.today();
    var lookup = tree.policy().settings().explain(setting, tree.path(unit), today);
    var decides = lookup.found().set();
    var places = new ArrayList<SettingPage.CheckedPlace>();
    for (var place : lookup.places()) {
      var set = place.set();
      places.add(
          new SettingPage.CheckedPlace(
              tree.name(place.unit()),
              set == null ? null : set.value(),
              set != null && set.equals(decides)));
    }
    places.add(new SettingPage.CheckedPlace(null, setting.builtInText(), decides == null));
    return new SettingPage(
        setting,
        FormInput.accepted(setting.accepted(), visit.words()),
        Tree.text(unit),
        address(unit),
        tree.name(unit),
        new SettingPage.Today(
            lookup.found().text(), decides == null ? null : tree.name(decides.unit()), places),
        tree.at(unit, setting.name()).stream()
            .map(v ->
                new SettingPage.Value(
                    v.value(),
                    v.from(),
                    v.until(),
                    v.by(),
                    v.from().isAfter(today)
                        ? "policy.planned"
                        : v.holdsOn(today) ? "policy.now" : "policy.past"))
            .toList(),
        mayChange(visit, tree, unit, setting),
        typed,
        problems,
        change);
  }
}

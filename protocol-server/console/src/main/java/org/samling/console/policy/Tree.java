package org.samling.console.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.samling.console.web.Visit;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;
import org.samling.core.staff.StaffMember;

/**
 * The places of a tenant that a visitor sees: the whole tenant, whose values apply everywhere, and
 * the places of the visitor's agencies.
 */
record Tree(LendingPolicy policy, StaffMember member) {

  private static final int LONGEST = 500;

  static Tree of(Visit visit, LendingPolicy policy) {
    return new Tree(policy, visit.member());
  }

  LocalDate today() {
    return policy.day(Instant.now());
  }

  Unit root() {
    return new Unit(Level.TENANT, policy.tenant().code());
  }

  /** Returns the agencies that the visitor sees, by number. */
  List<Agency> agencies() {
    return policy.agencies().values().stream()
        .filter(a -> member.sees(a.number()))
        .sorted(Comparator.comparing(Agency::number))
        .toList();
  }

  /** Returns the branches that the visitor sees, by code. */
  List<Branch> branches() {
    return policy.branches().values().stream()
        .filter(b -> member.sees(b.agency()))
        .sorted(Comparator.comparing(Branch::code))
        .toList();
  }

  /** Returns a branch if the visitor sees it. */
  Optional<Branch> branch(String code) {
    return Optional.ofNullable(policy.branches().get(code)).filter(b -> member.sees(b.agency()));
  }

  /** Whether the visitor may change values of the whole tenant. */
  boolean mayChangeAll() {
    return member.agencies().isEmpty();
  }

  /** Whether the visitor may change values of a place they see. */
  boolean mayChange(Unit unit) {
    return unit.level() != Level.TENANT || mayChangeAll();
  }

  /** Returns all places that the visitor sees, each after its parent. */
  List<Unit> units() {
    var within = new TreeMap<String, TreeSet<String>>();
    for (var value : policy.settings().all()) {
      var code = value.unit().code();
      for (var at = code.indexOf(Unit.WITHIN); at >= 0; at = code.indexOf(Unit.WITHIN, at + 1)) {
        var next = code.indexOf(Unit.WITHIN, at + 1);
        within
            .computeIfAbsent(branchOf(code), _ -> new TreeSet<>())
            .add(next < 0 ? code : code.substring(0, next));
      }
    }
    var units = new ArrayList<Unit>();
    units.add(root());
    var branches = branches();
    for (var agency : agencies()) {
      units.add(new Unit(Level.AGENCY, agency.number()));
      for (var branch : branches) {
        if (branch.agency().equals(agency.number())) {
          units.add(new Unit(Level.BRANCH, branch.code()));
          within
              .getOrDefault(branch.code(), new TreeSet<>())
              .forEach(code -> units.add(Unit.within(branch.code(), location(code))));
        }
      }
    }
    return units;
  }

  /** Returns a place and those below it. */
  List<Unit> below(Unit unit) {
    return units().stream().filter(u -> u.equals(unit) || path(u).contains(unit)).toList();
  }

  private static String branchOf(String code) {
    var end = code.indexOf(Unit.WITHIN);
    return end < 0 ? code : code.substring(0, end);
  }

  private static String location(String code) {
    return code.substring(code.indexOf(Unit.WITHIN) + Unit.WITHIN.length());
  }

  /** Returns a place and those above it, deepest first. */
  List<Unit> path(Unit unit) {
    return switch (unit.level()) {
      case TENANT -> List.of(unit);
      case AGENCY -> List.of(unit, root());
      case BRANCH -> policy.path(unit.code(), null);
      case DEPARTMENT, LOCATION, SUBLOCATION, SECTION ->
          policy.path(branchOf(unit.code()), location(unit.code()));
    };
  }

  /** Returns the form of a place in URLs and forms. */
  static String text(Unit unit) {
    return unit.level().name() + ":" + unit.code();
  }

  /**
   * Parses a place from a URL or form; the whole tenant if empty.
   *
   * @return empty if there is no such place or the visitor may not see it
   */
  Optional<Unit> find(String text) {
    if (text.isEmpty()) {
      return Optional.of(root());
    }
    var parts = text.split(":", 2);
    if (parts.length < 2 || text.length() > LONGEST) {
      return Optional.empty();
    }
    var code = parts[1];
    return switch (parts[0]) {
      case "TENANT" -> Optional.of(root()).filter(u -> u.code().equals(code));
      case "AGENCY" ->
          Optional.ofNullable(policy.agencies().get(code))
              .filter(a -> member.sees(a.number()))
              .map(a -> new Unit(Level.AGENCY, a.number()));
      case "BRANCH" -> branch(code).map(b -> new Unit(Level.BRANCH, b.code()));
      default -> within(code);
    };
  }

  /** Parses a place within a branch, whether or not anything is set there. */
  Optional<Unit> within(String code) {
    var parts = List.of(code.split(Unit.WITHIN, -1));
    if (parts.size() < 2
        || parts.size() > 5
        || code.length() > LONGEST
        || parts.stream().anyMatch(p -> p.isBlank() || !p.equals(p.strip()))) {
      return Optional.empty();
    }
    return branch(parts.getFirst()).map(b -> Unit.within(b.code(), location(code)));
  }

  /** Returns the name of a place. */
  String name(Unit unit) {
    return switch (unit.level()) {
      case TENANT -> policy.tenant().name();
      case AGENCY -> {
        var agency = policy.agencies().get(unit.code());
        yield agency == null ? unit.code() : agency.name() + " (" + unit.code() + ")";
      }
      case BRANCH -> branchName(unit.code());
      case DEPARTMENT, LOCATION, SUBLOCATION, SECTION ->
          branchName(branchOf(unit.code())) + Unit.WITHIN + location(unit.code());
    };
  }

  private String branchName(String code) {
    var branch = policy.branches().get(code);
    return branch == null ? code : branch.name() + " (" + code + ")";
  }

  /** Returns the values of a setting set at a place, earliest first. */
  List<SettingValue> at(Unit unit, String setting) {
    return policy.settings().all().stream()
        .filter(v -> v.setting().equals(setting) && v.unit().equals(unit))
        .sorted(Comparator.comparing(SettingValue::from))
        .toList();
  }
}

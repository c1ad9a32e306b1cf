package org.samling.exchange.school;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.GroupCommand.NewMember;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.GroupLists.Group;
import org.samling.core.patron.GroupLists.Known;
import org.samling.core.patron.GroupLists.Member;
import org.samling.core.patron.SchoolClass;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/**
 * Works out what a school's file changes: the classes of the schools that it names become as it
 * says. It changes nothing itself; a {@link #plan} made again after it was carried out is empty.
 */
public final class RollOver {

  private final GroupLists groups;
  private final TenantId tenant;
  private final LendingPolicy policy;

  /**
   * Makes it.
   *
   * @param groups lists who is in which class now
   * @param policy the policy of the schools' tenant
   */
  public RollOver(GroupLists groups, LendingPolicy policy) {
    this.groups = groups;
    this.tenant = policy.tenant().id();
    this.policy = policy;
  }

  /**
   * What a file changes.
   *
   * @param newClasses classes that become patrons
   * @param newPersons pupils and teachers who become patrons
   * @param changes what changes about each class
   * @param unknown how many people in the file are not patrons and don't become any
   * @param pupils how many pupils were in these schools' classes before
   * @param leavers pupils who are no longer in any class
   * @param notes lines for people, in order
   */
  public record Plan(
      List<NewClass> newClasses,
      List<NewPerson> newPersons,
      List<ClassChange> changes,
      int unknown,
      int pupils,
      List<Leaver> leavers,
      List<String> notes) {

    /** Copies the lists. */
    public Plan {
      newClasses = List.copyOf(newClasses);
      newPersons = List.copyOf(newPersons);
      changes = List.copyOf(changes);
      leavers = List.copyOf(leavers);
      notes = List.copyOf(notes);
    }

    /** Whether nothing changes. */
    public boolean isEmpty() {
      return newClasses.isEmpty() && newPersons.isEmpty() && changes.isEmpty();
    }

    /** Whether more than a third of the pupils would leave: the file may be incomplete. */
    public boolean isSuspicious() {
      return leavers.size() > 10 && leavers.size() * 3 > pupils;
    }
  }

  /**
   * A class that becomes a patron.
   *
   * @param name its name
   * @param category its patron category
   * @param branch the school's branch
   */
  public record NewClass(String card, String name, String category, String branch) {}

  /**
   * A pupil or teacher who becomes a patron.
   *
   * @param card their card
   * @param login their UNI-Login name
   * @param name their name
   * @param category their patron category
   * @param branch the school's branch
   */
  public record NewPerson(String card, String login, String name, String category, String branch) {

    @Override
    public String toString() {
      return "patron " + card;
    }
  }

  /**
   * The changes to a class.
   *
   * @param branch the school's branch
   * @param name its name from now on, or null to leave it
   * @param schoolClass which class it is from now on, or null to leave it
   * @param put who joins it, or is in it with another role from now on
   * @param remove who leaves it
   */
  public record ClassChange(
      String card,
      String branch,
      @Nullable String name,
      @Nullable SchoolClass schoolClass,
      List<NewMember> put,
      List<String> remove) {

    private ClassChange(
        String card,
        String branch,
        @Nullable SchoolClass schoolClass,
        List<NewMember> put,
        List<String> remove) {
      this(card, branch, null, schoolClass, put, remove);
    }

    /** A class that stays as it is but for members who leave. */
    static ClassChange leaving(String card, String branch, List<String> remove) {
      return new ClassChange(card, branch, null, List.of(), remove);
    }

    /** Copies the lists. */
    public ClassChange {
      put = List.copyOf(put);
      remove = List.copyOf(remove);
    }
  }

  /**
   * A pupil who is no longer in any class.
   *
   * @param id the pupil
   * @param name their name
   * @param from the pupil's last class
   */
  public record Leaver(UUID id, String name, String from) {}

  /**
   * Works out what a file changes.
   *
   * @throws SchoolFileException when the file can't be used
   */
  public Plan plan(Path file) {
    var bySchool = new TreeMap<String, List<SchoolPerson>>();
    for (var person : SchoolFile.read(file)) {
      bySchool.computeIfAbsent(branch(person.school()), _ -> new ArrayList<>()).add(person);
    }
    var planning = new Planning(bySchool);
    return planning.plan();
  }

  /** The branch of a school that is named by its ISIL or its number. */
  private String branch(String school) {
    var branches = policy.branches();
    for (var code : List.of(school, "DK-" + school)) {
      if (branches.containsKey(code)) {
        return code;
      }
    }
    var ofAgency =
        branches.values().stream()
            .filter(branch ->
                branch.agency().equals(school)
                    || Optional.ofNullable(policy.agencies().get(branch.agency()))
                        .filter(agency -> school.equals(agency.isil()))
                        .isPresent())
            .map(Branch::code)
            .sorted()
            .toList();
    if (ofAgency.size() != 1) {
      throw new SchoolFileException(
          ofAgency.isEmpty()
              ? "no branch or agency is the school " + school
              : "the school %s has several branches: give one of %s"
                  .formatted(school, String.join(", ", ofAgency)));
    }
    return ofAgency.getFirst();
  }

  /** Compares a file with the present classes. */
  private final class Planning {

    private final Map<String, List<SchoolPerson>> bySchool;
    private final Map<String, Known> known;
    private final Map<String, String> newCards = new LinkedHashMap<>();
    private final List<NewClass> newClasses = new ArrayList<>();
    private final List<NewPerson> newPersons = new ArrayList<>();
    private final List<ClassChange> changes = new ArrayList<>();
    private final List<Leaver> leavers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private int pupils;

    Planning(Map<String, List<SchoolPerson>> bySchool) {
      this.bySchool = bySchool;
      this.known =
          groups.byUniLogin(
              tenant,
              bySchool.values().stream()
                  .flatMap(Collection::stream)
                  .map(SchoolPerson::login)
                  .distinct()
                  .toList());
    }

    Plan plan() {
      var classesOf = new HashMap<UUID, String>();
      bySchool.forEach((_, persons) ->
          persons.forEach(person ->
              Optional.ofNullable(known.get(person.login()))
                  .filter(_ -> !person.isTeacher())
                  .ifPresent(patron -> classesOf.put(patron.id(), person.className()))));
      bySchool.forEach((branch, persons) -> school(branch, persons, classesOf));
      if (!unknown.isEmpty()) {
        notes.add(
            "Persons in the file who are not patrons: %d. They can't become patrons, because school.pupil-category or school.teacher-category is not set"
                .formatted(unknown.size()));
      }
      return new Plan(newClasses, newPersons, changes, unknown.size(), pupils, leavers, notes);
    }

    private void school(String branch, List<SchoolPerson> persons, Map<UUID, String> classesOf) {
      var now = groups.groups(tenant, branch);
      var byKey = new LinkedHashMap<String, List<SchoolPerson>>();
      persons.forEach(
          person -> byKey.computeIfAbsent(person.classKey(), _ -> new ArrayList<>()).add(person));
      notes.add(
          "School %s: classes in the file: %d, persons: %d, classes here: %d"
              .formatted(branch, byKey.size(), persons.size(), now.size()));
      var there = new HashMap<String, Group>();
      now.forEach(group ->
          Optional.ofNullable(group.schoolClass()).ifPresent(of -> there.put(of.key(), group)));
      byKey.forEach((key, of) -> schoolClass(branch, key, of, there.get(key), classesOf));
      now.stream()
          .filter(group -> !byKey.containsKey(key(group)))
          .forEach(group -> gone(branch, group, classesOf));
    }

    private static String key(Group group) {
      var of = group.schoolClass();
      return of == null ? "" : of.key();
    }

    private void schoolClass(
        String branch,
        String key,
        List<SchoolPerson> persons,
        @Nullable Group group,
        Map<UUID, String> classesOf) {
      var first = persons.getFirst();
      var wanted = new SchoolClass(branch, key, first.grade());
      var card = group == null ? digits(branch) + "-" + key : group.card();
      if (group == null) {
        var category = category(Setting.SCHOOL_CLASS_CATEGORY, branch);
        if (category.isEmpty()) {
          notes.add(
              "  class %s is not a patron and can't become one, because school.class-category is not set"
                  .formatted(first.className()));
          return;
        }
        newClasses.add(new NewClass(card, first.className(), category.get(), branch));
        notes.add("  new class %s, card %s".formatted(first.className(), card));
      } else if (!group.name().equals(first.className())) {
        notes.add("  class %s is now %s".formatted(group.name(), first.className()));
      }
      var members = new HashMap<UUID, Member>();
      if (group != null) {
        group.members().forEach(member -> members.put(member.id(), member));
        pupils += (int) group.members().stream().filter(m -> !m.isResponsible()).count();
      }
      var put = new ArrayList<NewMember>();
      var stays = new LinkedHashSet<UUID>();
      for (var person : persons) {
        var patron = known.get(person.login());
        var identifier = patron == null ? newCard(person, branch) : patron.card();
        if (identifier == null) {
          unknown.add(person.login());
        } else {
          var member = patron == null ? null : members.get(patron.id());
          if (member != null) {
            stays.add(member.id());
          }
          if (member == null || member.isResponsible() != person.isTeacher()) {
            put.add(new NewMember(identifier, person.isTeacher()));
            notes.add(
                "  %s %s (%s) in %s"
                    .formatted(
                        person.isTeacher() ? "teacher" : "pupil",
                        person.name(),
                        person.login(),
                        first.className()));
          }
        }
      }
      var remove =
          removed(
              members.values().stream().filter(m -> !stays.contains(m.id())).toList(),
              group == null ? first.className() : group.name(),
              classesOf);
      var isSame =
          group != null
              && group.name().equals(first.className())
              && wanted.equals(group.schoolClass())
              && put.isEmpty()
              && remove.isEmpty();
      if (!isSame) {
        changes.add(new ClassChange(card, branch, first.className(), wanted, put, remove));
      }
    }

    /** A class that the file does not name: it stays as a patron, with its loans. */
    private void gone(String branch, Group group, Map<UUID, String> classesOf) {
      pupils += (int) group.members().stream().filter(m -> !m.isResponsible()).count();
      var remove = removed(group.members(), group.name(), classesOf);
      if (!remove.isEmpty() || group.loans() > 0) {
        notes.add(
            "  class %s is not in the file%s"
                .formatted(
                    group.name(),
                    group.loans() == 0 ? "" : "; loans of the class: %d".formatted(group.loans())));
      }
      if (!remove.isEmpty()) {
        changes.add(ClassChange.leaving(group.card(), branch, remove));
      }
    }

    /** Who leaves a class. Members without a UNI-Login name were added by staff and stay. */
    private List<String> removed(List<Member> members, String from, Map<UUID, String> classesOf) {
      var removed = new ArrayList<String>();
      for (var member : members) {
        if (member.uniLogin() == null) {
          continue;
        }
        removed.add(member.card());
        var to = classesOf.get(member.id());
        if (member.isResponsible()) {
          notes.add("  teacher %s no longer in %s".formatted(member.name(), from));
        } else if (to != null) {
          notes.add("  pupil %s from %s to %s".formatted(member.name(), from, to));
        } else {
          leavers.add(new Leaver(member.id(), member.name(), from));
          notes.add(
              "  leaver %s, %s%s"
                  .formatted(
                      member.name(),
                      from,
                      member.loans() == 0 ? "" : ", loans: %d".formatted(member.loans())));
        }
      }
      return removed;
    }

    private @Nullable String newCard(SchoolPerson person, String branch) {
      var card = newCards.get(person.login());
      if (card != null) {
        return card;
      }
      var category =
          category(
              person.isTeacher() ? Setting.SCHOOL_TEACHER_CATEGORY : Setting.SCHOOL_PUPIL_CATEGORY,
              branch);
      if (category.isEmpty()) {
        return null;
      }
      var made = digits(branch) + "-" + person.login();
      newCards.put(person.login(), made);
      newPersons.add(new NewPerson(made, person.login(), person.name(), category.get(), branch));
      notes.add("  new patron %s, card %s".formatted(person.name(), made));
      return made;
    }

    private Optional<String> category(Setting<String> setting, String branch) {
      var code = policy.setting(setting, branch, policy.day(Instant.now())).value();
      if (code.equals(Setting.NONE)) {
        return Optional.empty();
      }
      if (!policy.patronCategories().containsKey(code)) {
        throw new SchoolFileException(
            "%s names the patron category \"%s\", which does not exist"
                .formatted(setting.name(), code));
      }
      return Optional.of(code);
    }
  }

  private static String digits(String branch) {
    return branch.replaceFirst("^[A-Z]{2}-", "");
  }
}

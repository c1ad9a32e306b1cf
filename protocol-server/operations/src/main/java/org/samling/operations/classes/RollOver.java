package org.samling.operations.classes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.GroupCommand.NewMember;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.GroupLists.Group;
import org.samling.core.patron.GroupLists.Known;
import org.samling.core.patron.GroupLists.Member;
import org.samling.core.patron.GroupLists.PupilOf;
import org.samling.core.patron.SchoolClass;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;
import org.samling.operations.classes.RollOverPlan.ClassChange;
import org.samling.operations.classes.RollOverPlan.Leaver;
import org.samling.operations.classes.RollOverPlan.NewClass;
import org.samling.operations.classes.RollOverPlan.NewPerson;
import org.samling.operations.classes.RollOverPlan.Told;
import org.samling.operations.classes.SchoolYears.ClassNote;
import org.samling.operations.classes.SchoolYears.ClassStep;
import org.samling.operations.classes.SchoolYears.PersonNote;
import org.samling.operations.classes.SchoolYears.PersonStep;
import org.samling.operations.classes.SchoolYears.Role;
import org.samling.operations.classes.SchoolYears.School;

/**
 * Works out what a school's file changes: the classes of the schools that it names become as it
 * says. It changes nothing itself; a {@link #plan} made again after it was carried out is empty.
 */
final class RollOver {

  private final GroupLists groups;
  private final TenantId tenant;
  private final LendingPolicy policy;

  /**
   * Makes it.
   *
   * @param groups lists who is in which class now
   * @param policy the policy of the schools' tenant
   */
  RollOver(GroupLists groups, LendingPolicy policy) {
    this.groups = groups;
    this.tenant = policy.tenant().id();
    this.policy = policy;
  }

  /**
   * Works out what a file changes.
   *
   * @param file its text
   * @throws SchoolFileException when the file can't be used
   */
  RollOverPlan plan(String file) {
    var bySchool = new TreeMap<String, List<SchoolPerson>>();
    for (var person : SchoolFile.read(file)) {
      bySchool.computeIfAbsent(branch(person.school()), _ -> new ArrayList<>()).add(person);
    }
    return new Planning(bySchool).plan();
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
    private final Map<UUID, PupilOf> classesOf = new HashMap<>();
    private final Map<String, String> newCards = new LinkedHashMap<>();
    private final List<NewClass> newClasses = new ArrayList<>();
    private final List<NewPerson> newPersons = new ArrayList<>();
    private final List<ClassChange> changes = new ArrayList<>();
    private final List<Leaver> leavers = new ArrayList<>();
    private final List<School> schools = new ArrayList<>();
    private final List<ClassNote> classes = new ArrayList<>();
    private final List<PersonNote> persons = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
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

    RollOverPlan plan() {
      bySchool.forEach((branch, all) ->
          all.forEach(person ->
              Optional.ofNullable(known.get(person.login()))
                  .filter(_ -> !person.isTeacher())
                  .ifPresent(patron ->
                      classesOf.put(patron.id(), new PupilOf(branch, person.className())))));
      bySchool.forEach(this::school);
      return new RollOverPlan(
          newClasses,
          newPersons,
          changes,
          leavers,
          new Told(pupils, unknown.size(), schools, classes, persons));
    }

    private void school(String branch, List<SchoolPerson> all) {
      var now = groups.groups(tenant, branch);
      var byKey = new LinkedHashMap<String, List<SchoolPerson>>();
      all.forEach(
          person -> byKey.computeIfAbsent(person.classKey(), _ -> new ArrayList<>()).add(person));
      schools.add(new School(branch, byKey.size(), all.size(), now.size()));
      var there = new HashMap<String, Group>();
      now.forEach(group ->
          Optional.ofNullable(group.schoolClass()).ifPresent(of -> there.put(of.key(), group)));
      byKey.forEach((key, of) -> schoolClass(branch, key, of, there.get(key)));
      now.stream()
          .filter(group -> !byKey.containsKey(key(group)))
          .forEach(group -> gone(branch, group));
    }

    private static String key(Group group) {
      var of = group.schoolClass();
      return of == null ? "" : of.key();
    }

    private void schoolClass(
        String branch, String key, List<SchoolPerson> all, @Nullable Group group) {
      var first = all.getFirst();
      if (all.size() > GroupFacts.MAX_MEMBERS) {
        throw new SchoolFileException(
            "the class %s has more than %d members"
                .formatted(first.className(), GroupFacts.MAX_MEMBERS));
      }
      var wanted = new SchoolClass(branch, key, first.grade());
      if (group == null) {
        newClass(wanted, all);
        return;
      }
      if (!group.name().equals(first.className())) {
        classes.add(
            new ClassNote(
                ClassStep.RENAMED, first.className(), group.card(), group.loans(), group.name()));
      }
      pupils += pupils(group);
      var members = new LinkedHashMap<UUID, Member>();
      group.members().forEach(member -> members.put(member.id(), member));
      var put = joining(branch, all, members);
      var stays = staying(all);
      var remove =
          removed(
              branch,
              members.values().stream().filter(member -> !stays.contains(member.id())).toList(),
              group.name());
      var isSame =
          group.name().equals(first.className())
              && wanted.equals(group.schoolClass())
              && put.isEmpty()
              && remove.isEmpty();
      if (!isSame) {
        changes.add(new ClassChange(group.card(), branch, first.className(), wanted, put, remove));
      }
    }

    private void newClass(SchoolClass wanted, List<SchoolPerson> all) {
      var branch = wanted.school();
      var name = all.getFirst().className();
      var category = category(Setting.SCHOOL_CLASS_CATEGORY, branch);
      if (category.isEmpty()) {
        classes.add(new ClassNote(ClassStep.NOT_A_PATRON, name, null, 0, null));
        return;
      }
      var card = digits(branch) + "-" + wanted.key();
      newClasses.add(new NewClass(card, name, category.get(), branch));
      classes.add(new ClassNote(ClassStep.NEW, name, card, 0, null));
      changes.add(
          new ClassChange(card, branch, name, wanted, joining(branch, all, Map.of()), List.of()));
    }

    private static int pupils(Group group) {
      return (int) group.members().stream().filter(member -> !member.isResponsible()).count();
    }

    /** Who joins a class, or is in it with another role from now on. */
    private List<NewMember> joining(
        String branch, List<SchoolPerson> all, Map<UUID, Member> members) {
      var put = new ArrayList<NewMember>();
      for (var person : all) {
        var patron = known.get(person.login());
        var card = patron == null ? newCard(person, branch) : patron.card();
        var member = patron == null ? null : members.get(patron.id());
        if (card == null) {
          unknown.add(person.login());
        } else if (member == null || member.isResponsible() != person.isTeacher()) {
          put.add(new NewMember(card, person.isTeacher()));
          persons.add(
              patron != null && changesSchool(patron.pupilOf(), branch) && !person.isTeacher()
                  ? changing(patron, person, branch)
                  : note(PersonStep.JOINS, person, card));
        }
      }
      return put;
    }

    private static boolean changesSchool(@Nullable PupilOf before, String branch) {
      return before != null && !before.school().equals(branch);
    }

    private static PersonNote changing(Known patron, SchoolPerson person, String branch) {
      var before = patron.pupilOf();
      return new PersonNote(
          PersonStep.CHANGES_SCHOOL,
          Role.PUPIL,
          person.name(),
          patron.card(),
          before == null ? null : before.school(),
          before == null ? null : before.name(),
          person.className(),
          patron.loans(),
          branch);
    }

    private static PersonNote note(PersonStep step, SchoolPerson person, String card) {
      return new PersonNote(
          step,
          Role.of(person.isTeacher()),
          person.name(),
          card,
          null,
          person.className(),
          null,
          0,
          null);
    }

    /** The patrons who are in a class from now on. */
    private Set<UUID> staying(List<SchoolPerson> all) {
      var stays = new HashSet<UUID>();
      all.forEach(person ->
          Optional.ofNullable(known.get(person.login()))
              .ifPresent(patron -> stays.add(patron.id())));
      return stays;
    }

    /** A class that the file does not name: it stays as a patron, with its loans. */
    private void gone(String branch, Group group) {
      pupils += pupils(group);
      var remove = removed(branch, group.members(), group.name());
      if (!remove.isEmpty() || group.loans() > 0) {
        classes.add(
            new ClassNote(ClassStep.NOT_IN_FILE, group.name(), group.card(), group.loans(), null));
      }
      if (!remove.isEmpty()) {
        changes.add(ClassChange.leaving(group.card(), branch, remove));
      }
    }

    /** Who leaves a class. Members without a UNI-Login name were added by staff and stay. */
    private List<String> removed(String branch, List<Member> members, String from) {
      var removed = new ArrayList<String>();
      for (var member : members) {
        if (member.uniLogin() != null) {
          removed.add(member.card());
          if (member.isResponsible() || !changesSchool(classesOf.get(member.id()), branch)) {
            persons.add(leaving(member, from)); // else it is told where they go
          }
        }
      }
      return removed;
    }

    private PersonNote leaving(Member member, String from) {
      var to = member.isResponsible() ? null : classesOf.get(member.id());
      var leavesSchool = !member.isResponsible() && to == null;
      if (leavesSchool) {
        leavers.add(new Leaver(member.id(), member.name()));
      }
      return new PersonNote(
          leavesSchool ? PersonStep.LEAVES_SCHOOL : PersonStep.LEAVES_CLASS,
          Role.of(member.isResponsible()),
          member.name(),
          member.card(),
          null,
          from,
          to == null ? null : to.name(),
          member.loans(),
          null);
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
      persons.add(note(PersonStep.NEW_PATRON, person, made));
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

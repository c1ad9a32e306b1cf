package org.samling.console.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.policy.Circumstances;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.PolicyMatrix.SourcedValue;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Term;

/** Hypothetical loans: which values apply and why. They can be saved as test cases. */
final class CasePages {

  /** The properties of a hypothetical loan. */
  static final List<Subject> SUBJECTS =
      List.of(
          Subject.PATRON_CATEGORY,
          Subject.PATRON_BRANCH,
          Subject.ITEM_CATEGORY,
          Subject.MATERIAL_GROUP,
          Subject.CIRCULATION_MODIFIER,
          Subject.ITEM_BRANCH,
          Subject.PLACE_BRANCH);

  private static final String PAGE = "policy/cases";
  private static final int LONGEST_VALUE = 100;

  private final Inquiries inquiries;
  private final PolicyRegister register;

  CasePages(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private static List<String> fields() {
    return Stream.concat(
            Stream.of("age", "new-item", "day", "setting", "name"),
            SUBJECTS.stream().map(Subject::word))
        .toList();
  }

  private Tree tree(Visit visit) {
    return Tree.of(visit, inquiries.policy(visit.tenant().id()));
  }

  /** Shows the test cases, and the values that apply in the situation named by the URL. */
  Reply show(Visit visit) {
    var request = visit.request();
    var typing = new FormInput(request::argument, visit.words(), fields());
    var tree = tree(visit);
    if (request.argument("try").isEmpty()) {
      return Reply.page(PAGE, page(visit, tree, typing, null));
    }
    var situation = situation(typing, tree);
    return situation.isEmpty()
        ? Reply.unfit(PAGE, page(visit, tree, typing, null))
        : Reply.page(PAGE, page(visit, tree, typing, situation.get()));
  }

  private static Optional<Situation> situation(FormInput typing, Tree tree) {
    var choices = choices(tree);
    var subjects = new EnumMap<Subject, String>(Subject.class);
    for (var subject : SUBJECTS) {
      var value = typing.text(subject.word());
      var known = choices.get(subject);
      if (value.length() > LONGEST_VALUE
          || (known != null && !value.isEmpty() && !known.containsKey(value))) {
        typing.unfit(subject.word(), "policy.choice-unfit");
      } else if (!value.isEmpty()) {
        subjects.put(subject, value);
      }
    }
    var age = typing.number("age", 0, Situation.MAX_AGE);
    var day = typing.day("day");
    var isNew = typing.text("new-item");
    return typing.isFit()
        ? Optional.of(
            new Situation(subjects, age, isNew.isEmpty() ? null : isNew.equals("true"), day))
        : Optional.empty();
  }

  private static Map<Subject, Map<String, String>> choices(Tree tree) {
    var policy = tree.policy();
    var branches = named(tree.branches(), Branch::code, Branch::name);
    return Map.of(
        Subject.PATRON_CATEGORY,
        named(policy.patronCategories().values(), PatronCategory::code, PatronCategory::name),
        Subject.ITEM_CATEGORY,
        named(policy.itemCategories().values(), ItemCategory::code, ItemCategory::name),
        Subject.PATRON_BRANCH,
        branches,
        Subject.ITEM_BRANCH,
        branches,
        Subject.PLACE_BRANCH,
        branches);
  }

  private static <T> Map<String, String> named(
      Collection<T> all, Function<T, String> code, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(code, name, (a, _) -> a, TreeMap::new));
  }

  /** Saves a situation as a test case. */
  Reply keep(Visit visit) {
    var request = visit.request();
    var tree = tree(visit);
    if (!tree.mayChangeAll()) {
      return Reply.notFound();
    }
    var typing = new FormInput(request::field, visit.words(), fields());
    var situation = situation(typing, tree);
    typing.text("name", PolicyCase.MAX_NAME);
    var expected = new HashMap<String, String>();
    for (var what : request.fields("expect")) {
      if (isKnown(what)) {
        expected.put(what, request.field("value-" + what));
      }
    }
    if (expected.isEmpty()) {
      typing.unfit("expect", "policy.nothing-expected");
    }
    expected.forEach((what, text) -> checkValue(typing, visit, what, text));
    if (situation.isEmpty() || !typing.isFit()) {
      return Reply.unfit(PAGE, page(visit, tree, typing, situation.orElse(null)));
    }
    var kept =
        new PolicyCase(typing.text("name"), situation.get(), expected, visit.member().username());
    if (!register.putCase(visit.tenant().id(), kept)) {
      typing.unfit("name", "policy.too-many-cases", String.valueOf(PolicyCase.MOST));
      return Reply.unfit(PAGE, page(visit, tree, typing, situation.get()));
    }
    visit.note("case-put", kept.name(), kept.expected().toString());
    return Reply.to(visit.path("/policy/cases"));
  }

  private static boolean isKnown(String what) {
    return Setting.isOne(what) || Term.ALL.stream().anyMatch(t -> t.name().equals(what));
  }

  private static void checkValue(FormInput typing, Visit visit, String what, String text) {
    var accepted =
        Setting.isOne(what) ? Setting.named(what).accepted() : Term.named(what).accepted();
    try {
      var _ = Setting.isOne(what) ? Setting.named(what).read(text) : Term.named(what).read(text);
    } catch (IllegalArgumentException e) {
      typing.unfit(
          "expect", "policy.expected-unfit", what, FormInput.accepted(accepted, visit.words()));
    }
  }

  /** Removes a test case. */
  Reply remove(Visit visit) {
    var name = visit.request().part("case");
    if (!visit.member().agencies().isEmpty() || !register.removeCase(visit.tenant().id(), name)) {
      return Reply.notFound();
    }
    visit.note("case-removed", name, "");
    return Reply.to(visit.path("/policy/cases"));
  }

  private CasesPage page(Visit visit, Tree tree, FormInput typing, @Nullable Situation situation) {
    var words = new RuleTexts(visit.words(), visit.tenant());
    return new CasesPage(
        register.cases(visit.tenant().id()).stream().map(c -> kept(c, tree, words)).toList(),
        typing.typed(),
        typing.problems(),
        choices(tree),
        Setting.ALL.stream().map(Setting::name).sorted().toList(),
        situation == null ? null : tried(situation, tree, words, typing.text("setting")),
        tree.mayChangeAll());
  }

  private static CasesPage.SavedCase kept(PolicyCase kept, Tree tree, RuleTexts words) {
    return new CasesPage.SavedCase(
        kept.name(),
        words.of(kept.situation()),
        new TreeMap<>(kept.expected())
            .entrySet().stream()
                .map(e ->
                    "%s: %s"
                        .formatted(words.name(e.getKey()), words.value(e.getKey(), e.getValue())))
                .toList(),
        kept.failures(tree.policy(), tree.today()).stream()
            .map(b ->
                "%s: %s (%s)"
                    .formatted(
                        words.name(b.what()),
                        b.found() == null ? "–" : words.value(b.what(), b.found()),
                        words.level(b.level())))
            .toList());
  }

  private static List<CasesPage.AppliedValue> tried(
      Situation situation, Tree tree, RuleTexts words, String setting) {
    var policy = tree.policy();
    var circumstances = situation.circumstances(policy, tree.today());
    var tried = new ArrayList<CasesPage.AppliedValue>();
    for (var term : Term.ALL) {
      tried.add(tried(policy.matrix().explain(term, circumstances), circumstances, words));
    }
    if (Setting.isOne(setting)) {
      var value = situation.value(setting, policy, tree.today()).orElseThrow();
      tried.add(
          new CasesPage.AppliedValue(
              setting,
              setting,
              value.text(),
              value.text(),
              words.level(value.level()),
              List.of(),
              List.of()));
    }
    return tried;
  }

  private static CasesPage.AppliedValue tried(
      LookupResult sought, Circumstances circumstances, RuleTexts words) {
    var name = sought.term().name();
    return new CasesPage.AppliedValue(
        name,
        words.name(name),
        sought.said().map(SourcedValue::text).orElse(""),
        sought.said().map(s -> words.value(name, s.text())).orElse("–"),
        Objects.requireNonNullElse(sought.said().map(s -> words.level(s.level())).orElse(null), ""),
        sought.passed().stream()
            .map(p ->
                words
                    .words()
                    .of(
                        "policy.not-because",
                        words.value(name, p.says()),
                        p.rule().code(),
                        String.valueOf(p.rule().weight()),
                        words.reasonNotApplied(p.rule(), circumstances)))
            .toList(),
        sought.beaten().stream()
            .map(b -> "%s (%s)".formatted(words.value(name, b.text()), words.level(b.level())))
            .toList());
  }
}

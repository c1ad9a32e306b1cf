package org.samling.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.circulation.command.Command;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/**
 * What the core can do, somebody can ask for: each command, question and setting is reached by an
 * operation, a protocol, a command line or a job. What is not is on a list, with the reason; an
 * entry that is no longer needed fails, too. {@link ArchitectureTest} checks them.
 */
final class CallerRules {

  /** Commands that are given by the store itself. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "SupplyHold", "with the item that the job partner-holds expects",
          "RenewByLender", "with the lender's answer that makes the loan longer");

  /** Methods of ports that nobody calls. */
  private static final Map<String, String> QUESTIONS = Map.of();

  /** Settings and terms that nobody reads. */
  private static final Map<String, String> SETTINGS = Map.of();

  /** Those who reach the core from outside; the store answers, and benches measure. */
  private static boolean isCaller(JavaClass origin) {
    return !Set.of("core", "postgres", "search", "marc", "zoom", "bench").contains(module(origin));
  }

  private CallerRules() {}

  @ArchTest
  static void everyCommandHasACaller(JavaClasses all) {
    var unreached =
        all.stream()
            .filter(c -> c.isAssignableTo(Command.class) && !c.isInterface())
            .filter(c -> c.getAccessesToSelf().stream().noneMatch(CallerRules::isMade))
            .map(JavaClass::getSimpleName);
    assertThat(names(unreached)).as("commands without a caller").isEqualTo(COMMANDS.keySet());
  }

  /** Whether an access makes the command: whoever only reads it does not give it. */
  private static boolean isMade(JavaAccess<?> access) {
    var isMaking =
        access.getTarget().getName().equals("<init>")
            || access
                .getTarget()
                .resolveMember()
                .filter(member -> member.getModifiers().contains(JavaModifier.STATIC))
                .isPresent();
    return isMaking && isCaller(access.getOriginOwner());
  }

  @ArchTest
  static void everyQuestionHasACaller(JavaClasses all) {
    var unreached =
        all.stream()
            .filter(c -> c.getPackageName().startsWith("org.samling.core."))
            .filter(c -> c.isInterface() && c.isTopLevelClass())
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(CallerRules::isPort)
            .flatMap(c -> c.getMethods().stream())
            .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
            .filter(CallerRules::isUnasked)
            .map(method -> method.getOwner().getSimpleName() + "." + method.getName());
    assertThat(names(unreached)).as("questions nobody asks").isEqualTo(QUESTIONS.keySet());
  }

  /** Whether an adapter implements it. */
  private static boolean isPort(JavaClass core) {
    return core.getAllSubclasses().stream()
        .anyMatch(c -> !c.isInterface() && !c.getPackageName().startsWith("org.samling.core"));
  }

  /** Whether nobody asks but those who answer, and benches. */
  private static boolean isUnasked(JavaMethod method) {
    var answering =
        method.getOwner().getAllSubclasses().stream()
            .map(CallerRules::module)
            .collect(Collectors.toSet());
    answering.remove("core");
    answering.add("bench");
    return Stream.concat(
            method.getAccessesToSelf().stream(),
            method.getOwner().getAllSubclasses().stream()
                .flatMap(c -> c.tryGetMethod(method.getName(), parameters(method)).stream())
                .flatMap(own -> own.getAccessesToSelf().stream()))
        .map(access -> module(access.getOriginOwner()))
        .allMatch(answering::contains);
  }

  /** The module that a class is of: {@code routes} of {@code org.samling.routes.jobs.StopJob}. */
  private static String module(JavaClass of) {
    return of.getPackageName().split("\\.", -1)[2];
  }

  private static String[] parameters(JavaMethod method) {
    return method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
  }

  @ArchTest
  static void everySettingIsRead(JavaClasses all) {
    var unread =
        Stream.of(Setting.class, Term.class)
            .map(all::get)
            .flatMap(c -> c.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getRawType().equals(field.getOwner()))
            .filter(CallerRules::isUnread)
            .map(field -> field.getOwner().getSimpleName() + "." + field.getName());
    assertThat(names(unread)).as("settings nobody reads").isEqualTo(SETTINGS.keySet());
  }

  private static boolean isUnread(JavaField field) {
    return field.getAccessesToSelf().stream()
        .map(JavaAccess::getOriginOwner)
        .allMatch(origin -> origin.equals(field.getOwner()) || module(origin).equals("bench"));
  }

  private static Set<String> names(Stream<String> found) {
    return found.collect(Collectors.toCollection(TreeSet::new));
  }
}

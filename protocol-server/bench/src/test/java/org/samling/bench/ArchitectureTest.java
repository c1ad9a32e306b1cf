package org.samling.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.util.stream.Collectors;

/** What Maven's modules can't guard: docs/architecture.md says why. */
@AnalyzeClasses(packages = "org.samling", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

  /** Leaves out tests, and what those of several modules share, which lies in their packages. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return new DoNotIncludeTests().includes(location)
          && !location.contains("samling-testing")
          && !location.contains("/testing/target/");
    }
  }

  @ArchTest static final ArchTests CALLERS = ArchTests.in(CallerRules.class);

  @ArchTest
  static final ArchRule coreImportsTheJdkAndJSpecifyOnly =
      classes()
          .that()
          .resideInAPackage("org.samling.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("org.samling.core..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule coreTouchesNoDatabaseAndNoNetwork =
      noClasses()
          .that()
          .resideInAPackage("org.samling.core..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "java.net..", "java.nio.channels..")
                  // The name of a place; who goes there is somebody else.
                  .and(not(nameMatching("java\\.net\\.URI"))));

  @ArchTest
  static final ArchRule codecsKnowNoCoreAndNoRoutes =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.samling.sip2..",
              "org.samling.z3950..",
              "org.samling.ncip..",
              "org.samling.iso18626..",
              "org.samling.oaipmh..",
              "org.samling.cql..",
              "org.samling.sru..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.samling.core..",
              "org.samling.routes..",
              "org.samling.server..",
              "org.apache.camel..");

  @ArchTest
  static final ArchRule routesAndRestKnowNoAdapterAndNoSocket =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.samling.routes..", "org.samling.operations..", "org.samling.rest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.samling.postgres..",
              "org.samling.marc..",
              "org.samling.search..",
              "org.samling.zoom..",
              "org.samling.server..",
              "java.sql..",
              "io.netty.channel..");

  /** What can be asked for is declared once, for every face. */
  @ArchTest
  static final ArchRule operationsKnowNoneOfTheirFaces =
      noClasses()
          .that()
          .resideInAPackage("org.samling.operations..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.samling.rest..",
              "org.samling.console..",
              "org.samling.cli..",
              "org.apache.camel..",
              "io.vertx..",
              "picocli..");

  /** It asks a server: whatever opens the store itself is another command's. */
  @ArchTest
  static final ArchRule theClientOpensNoStore =
      noClasses()
          .that()
          .resideInAPackage("org.samling.cli.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.samling.postgres..",
              "org.samling.search..",
              "org.samling.routes..",
              "org.samling.exchange..",
              "org.samling.server..",
              "org.samling.rest..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.samling.library.Library");

  /**
   * Everybody else hands typed messages, jobs and folders to that package, and knows Camel's
   * context by name only; mail has its settings and its headers in Camel's terms. The package of
   * operators' routes is apart: they are written in Camel's language, and begin with a component of
   * ours.
   */
  @ArchTest
  static final ArchRule onlyOnePackageMakesRoutesAndExchanges =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.samling.routes", "org.samling.exchange.routes")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.camel..")
                  .and(
                      not(
                          nameMatching(
                              "org\\.apache\\.camel\\.(CamelContext|Message|component\\.mail\\..*)"))));

  @ArchTest
  static final ArchRule theConsoleKnowsNoAdapterNoWireAndNoSocket =
      noClasses()
          .that()
          .resideInAPackage("org.samling.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.samling.postgres..",
              "org.samling.marc..",
              "org.samling.search..",
              "org.samling.zoom..",
              "org.samling.server..",
              "org.samling.routes..",
              "org.samling.sip2..",
              "java.sql..",
              "io.netty..");

  /** What makes libraries by the million writes their rows past the rules, as no command does. */
  @ArchTest
  static final ArchRule onlyTheStoreSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.samling.postgres..", "org.samling.bench..", "org.samling.exchange.generate..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.sql..");

  /** Rows are read by name into records; nobody takes values out of them by hand. */
  @ArchTest
  static final ArchRule onlyOnePackageReadsRows =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.samling.postgres.rows..", "org.samling.bench..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ResultSet.class);

  @ArchTest
  static final ArchRule onlyTheIndexKnowsLucene =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.samling.search..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule nobodyCallsForeignFunctions =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.foreign..");

  /** Of all packages, those at the root of a module too. */
  @ArchTest
  static final ArchRule packagesHaveNoCircles =
      slices().matching("org.samling.(**)").should().beFreeOfCycles();

  /** What one can know: a package that outgrows this has more than one subject. */
  @ArchTest
  static void packagesHaveAtMostFortyFiles(JavaClasses all) {
    assertThat(
            all.stream()
                .collect(
                    Collectors.groupingBy(
                        JavaClass::getPackageName,
                        Collectors.mapping(
                            c -> c.getSource().flatMap(Source::getFileName).orElse(c.getName()),
                            Collectors.toSet()))))
        .allSatisfy((name, files) -> assertThat(files.size()).as(name).isLessThanOrEqualTo(40));
  }

  @ArchTest
  static final ArchRule nobodyPrintsPastTheLogger =
      noClasses()
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(
                  DescribedPredicate.describe(
                      "System.out or System.err",
                      target -> target.getOwner().isEquivalentTo(PrintStream.class))));

  @ArchTest
  static final ArchRule everyPackageSaysWhatItIs =
      classes()
          .should(
              ArchCondition.from(
                  DescribedPredicate.describe(
                      "have a package-info",
                      (JavaClass c) -> c.getPackage().tryGetPackageInfo().isPresent())));
}

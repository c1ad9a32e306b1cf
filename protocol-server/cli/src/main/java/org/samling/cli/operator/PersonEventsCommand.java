package org.samling.cli.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.samling.cli.common.LibraryOptions;
import org.samling.core.circulation.Commands;
import org.samling.exchange.registry.PersonEventFiles;
import org.samling.exchange.registry.PersonEventReport;
import org.samling.library.Library;
import org.samling.routes.registry.PersonEvents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code person-events}: processes events of the person registry from files. */
@Command(
    name = "person-events",
    mixinStandardHelpOptions = true,
    description = {
      "Takes events of the national person registry (deaths, moves, protection of name and address) from JSON Lines files (docs/persons.md).",
      "Taking the same events again changes nothing. A faulty line is reported, and reading goes on with the next."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every file was read; faulty lines, if any, are in the report",
      "1:a file or all of its content could not be read, or the store failed",
      "2:usage error; nothing was done"
    })
public final class PersonEventsCommand implements Callable<Integer> {

  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final int FAILED = 1;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, in this order.")
  private List<Path> paths;

  @Mixin private LibraryOptions which;

  @Spec private CommandSpec spec;

  private final Opening opening;

  /** What the command works on. */
  interface Backend extends AutoCloseable {

    PersonEvents events();

    @Override
    void close();
  }

  /** Opens what the command works on. */
  @FunctionalInterface
  interface Opening {
    Backend open(LibraryOptions which);
  }

  PersonEventsCommand() {
    this(PersonEventsCommand::openLibrary);
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  PersonEventsCommand(Opening opening) {
    this.opening = opening;
  }

  @Override
  public Integer call() {
    for (var path : paths) {
      if (!Files.isRegularFile(path)) {
        throw new ParameterException(spec.commandLine(), "there is no file " + path);
      }
    }
    try (var backend = opening.open(which)) {
      return take(new PersonEventFiles(backend.events()));
    }
  }

  private int take(PersonEventFiles files) {
    var exitCode = 0;
    var isStoreThere = true;
    for (var path : paths) {
      if (!isStoreThere) {
        printError(path + " was not read.");
        continue;
      }
      try {
        var report = files.take(path);
        print(path, report);
        if (report.faulty() > 0 && report.faulty() == report.events()) {
          printError("%s has no event that could be taken.".formatted(path));
          exitCode = FAILED;
        }
      } catch (PersonEventFiles.BrokenOffException e) {
        print(path, e.soFar());
        printError("%s: %s".formatted(path, e.getMessage()));
        exitCode = FAILED;
        isStoreThere = false;
      } catch (IOException e) {
        printError("%s can't be read: %s".formatted(path, e.getMessage()));
        exitCode = FAILED;
      }
    }
    return exitCode;
  }

  private void print(Path path, PersonEventReport report) {
    var out = spec.commandLine().getOut();
    report.lines().forEach(line -> out.println(path + ": " + line));
    out.flush();
  }

  private void printError(String message) {
    var err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
  }

  private static Backend openLibrary(LibraryOptions which) {
    var library = Library.openBeside(which.configuration());
    var store = library.store();
    var events = new PersonEvents(library.camel(), store.persons(), new Commands(store, DEADLINE));
    return new Backend() {
      @Override
      public PersonEvents events() {
        return events;
      }

      @Override
      public void close() {
        library.close();
      }
    };
  }
}

package org.samling.server.cli;

import java.util.concurrent.Callable;
import org.samling.postgres.PostgresStore;
import org.samling.server.Library;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about what one tenant has in the store. */
abstract class TenantCommand implements Callable<Integer> {

  @Mixin WhichTenant whichTenant;

  @Mixin private WhichLibrary which;

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  TenantCommand() {}

  @Override
  public final Integer call() {
    try (var library = Library.openBeside(which.configuration())) {
      return run(library.store());
    }
  }

  /**
   * Does it.
   *
   * @return the exit code
   */
  abstract int run(PostgresStore store);
}

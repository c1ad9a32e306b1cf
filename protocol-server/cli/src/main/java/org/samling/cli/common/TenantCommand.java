package org.samling.cli.common;

import java.util.concurrent.Callable;
import org.samling.library.Library;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about what one tenant has in the store. */
public abstract class TenantCommand implements Callable<Integer> {

  protected @Mixin TenantOption whichTenant;

  @Mixin private LibraryOptions which;

  protected @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  protected TenantCommand() {}

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
  protected abstract int run(PostgresStore store);
}

package org.samling.bench;

import java.util.List;
import org.samling.cli.Subcommands;

/** Adds the subcommand {@code bench}. */
public final class BenchCommands implements Subcommands {

  @Override
  public List<Class<?>> commands() {
    return List.of(BenchCommand.class);
  }
}

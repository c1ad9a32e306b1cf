package org.samling.bench;

import java.util.List;
import org.samling.cli.Subcommands;

/** The subcommand that measures. */
public final class BenchCommands implements Subcommands {

  @Override
  public List<Class<?>> commands() {
    return List.of(BenchCommand.class);
  }
}

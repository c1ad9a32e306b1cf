package org.samling.server;

import java.util.List;
import org.samling.cli.Subcommands;

/** The subcommands that run a server. */
public final class ServerCommands implements Subcommands {

  @Override
  public List<Class<?>> commands() {
    return List.of(DemoCommand.class, ServeCommand.class);
  }

  @Override
  public boolean areFirst() {
    return true;
  }
}

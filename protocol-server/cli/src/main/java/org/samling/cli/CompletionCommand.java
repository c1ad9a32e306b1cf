package org.samling.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: a script by which a shell completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script by which bash and zsh complete commands, options and values.",
    footer = {
      "",
      "For this shell:    source <(${sys:samling.command} completion)",
      "For all shells:    ${sys:samling.command} completion > /etc/bash_completion.d/samling"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  CompletionCommand() {}

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    out.print(AutoComplete.bash("samling", Samling.whole()));
    out.flush();
    return 0;
  }
}

package org.samling.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.operations.schema.Member;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ArgumentTest {

  @ParameterizedTest
  @CsvSource({"true,--wanted,true", "true,--no-wanted,false", "false,--no-wanted,false"})
  void flagCanBeFalseWhetherItIsRequiredOrNot(boolean isRequired, String typed, boolean value) {
    var argument =
        Argument.named(
            new Member(
                "wanted", Member.Kind.FLAG, false, isRequired, "", List.of(), boolean.class, 0));
    var command = CommandSpec.create().addOption((OptionSpec) argument.spec());
    new CommandLine(command).parseArgs(typed);
    assertThat(argument.json().booleanValue()).isEqualTo(value);
  }
}

package org.samling.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.testing.Checkout;

/**
 * Holds calls in main code to a form in which a reader sees which argument is which: at most eleven
 * of them, and no two nulls side by side. Constructors and enum constants are called, too. The
 * elements of a list or a table of Java's own may be as many as there are.
 */
class CallsTest {

  private static final int MOST_ARGUMENTS = 11;

  /** What Java makes lists and tables by: each argument stands for itself. */
  private static final Set<String> COLLECTIONS =
      Set.of("List.of", "Set.of", "Map.of", "Map.ofEntries");

  @Test
  void mainCodePassesAtMostElevenArgumentsAndNoTwoNullsSideBySide() throws IOException {
    var sources = new ArrayList<Path>();
    for (var modules : List.of("protocol-server", "adapters")) {
      try (var files = Files.walk(Checkout.file(modules))) {
        files
            .filter(file -> file.toString().contains("/src/main/java/"))
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(1_000);
    assertThat(badCalls(sources)).isEmpty();
  }

  @Test
  void everyFormOfCallCounts(@TempDir Path directory) throws IOException {
    var source =
        """
        class Sample extends Base {
          Sample() { this(null, null); }
          Sample(int a) { super(TWELVE); }
          enum Row { BAD(TWELVE), GOOD(1, null, "", null) }
          Object method = call(TWELVE);
          Object created = new Call("", null, /* more */ null);
          Object anonymous = new Call(null, null) {};
          Object good = call(null, new Call(null), null, 4, 5, 6, 7, 8, 9, 10, 11);
          Object list = List.of(TWELVE);
        }
        """
            .replace("TWELVE", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12");
    var file = Files.writeString(directory.resolve("Sample.java"), source);
    assertThat(badCalls(List.of(file)))
        .extracting(call -> call.split(":", 3)[1])
        .containsExactly("2", "3", "4", "5", "6", "7");
  }

  /** Only parses: nothing is looked up on the class path. */
  private static List<String> badCalls(List<Path> sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
      var bad = new ArrayList<String>();
      var calls = new Calls(Trees.instance(task), bad);
      for (var unit : task.parse()) {
        calls.scan(unit, unit);
      }
      return bad;
    }
  }

  private static final class Calls extends TreeScanner<Void, CompilationUnitTree> {

    private final Trees trees;
    private final List<String> bad;

    Calls(Trees trees, List<String> bad) {
      this.trees = trees;
      this.bad = bad;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, CompilationUnitTree unit) {
      look(call, call.getMethodSelect(), call.getArguments(), unit);
      return super.visitMethodInvocation(call, unit);
    }

    @Override
    public Void visitNewClass(NewClassTree call, CompilationUnitTree unit) {
      look(call, call.getIdentifier(), call.getArguments(), unit);
      return super.visitNewClass(call, unit);
    }

    private void look(
        Tree call,
        Tree called,
        List<? extends ExpressionTree> arguments,
        CompilationUnitTree unit) {
      if (arguments.size() > MOST_ARGUMENTS && !COLLECTIONS.contains(called.toString())) {
        add(call, unit, arguments.size() + " arguments for " + called);
      }
      if (IntStream.range(1, arguments.size())
          .anyMatch(i -> isNull(arguments.get(i - 1)) && isNull(arguments.get(i)))) {
        add(call, unit, "nulls side by side for " + called);
      }
    }

    private static boolean isNull(ExpressionTree argument) {
      return argument.getKind() == Tree.Kind.NULL_LITERAL;
    }

    private void add(Tree call, CompilationUnitTree unit, String fault) {
      var start = trees.getSourcePositions().getStartPosition(unit, call);
      bad.add(
          "%s:%d: %s"
              .formatted(
                  Path.of(unit.getSourceFile().toUri()),
                  unit.getLineMap().getLineNumber(start),
                  fault));
    }
  }
}

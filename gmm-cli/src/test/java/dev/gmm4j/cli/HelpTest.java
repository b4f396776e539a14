package dev.gmm4j.cli;

import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardOutput;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.cli.testing.Outcome;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Pages of help by topic, and completion. */
class HelpTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"files", "models", "backends"})
  void topic_isReadable_andItsExamplesRun(String topic) {
    String page = gmm("help", topic).done();

    assertThat(page).startsWith(topic.substring(0, 1).toUpperCase(Locale.ROOT));
    assertThat(page.lines())
        .allSatisfy(
            line -> assertThat(line).hasSizeLessThanOrEqualTo(80).isEqualTo(line.stripTrailing()));
    String examples = page.substring(page.indexOf("\nExamples:\n"));
    List<String> calls = examples
        .lines()
        .filter(line -> line.startsWith("  gmm ") && line.contains("data/"))
        .toList();
    assertThat(calls).isNotEmpty();
    for (String call : calls) {
      Object[] arguments = Stream.of(call.strip().split(" ", -1))
          .skip(1)
          .map(word -> word.startsWith("data/") ? "../" + word : word)
          .map(word -> word.matches("[\\w-]+\\.(json|csv|png)") ? folder.resolve(word) : word)
          .toArray();
      Outcome outcome = gmm(arguments);
      assertThat(outcome.status()).as("%s: %s", call, outcome.err()).isZero();
    }
  }

  @Test
  void topicThatIsACommandToo_hasBothPages() {
    assertThat(gmm("help", "backends").done())
        .contains(gmm("backends", "--help").done());
  }

  @Test
  void help_namesTheTopics() {
    assertThat(gmm("--help").done())
        .contains("gmm help files, gmm help models and gmm help backends");
    assertThat(gmm("help").done()).isEqualTo(gmm("--help").done());
    assertThat(gmm("help", "--help").done()).contains("files     what data and model files");
    assertThat(gmm("help", "fils").failed(ExitStatus.USAGE))
        .isEqualTo("gmm help: there is no command or topic 'fils'; see gmm help --help");
  }

  /** What the generator of picocli knows, that for fish must know as well. */
  @Test
  void fishScript_hasEveryCommandAndOption() {
    String script = gmm("generate-completion", "--shell", "fish").done();
    CommandLine gmm = Main.commandLine(
        new StandardStreams(
            new ByteArrayInputStream(new byte[0]),
            new StandardOutput(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)),
        new String[0]);
    List<String> lines = script.lines().toList();
    int options = 0;

    assertThat(gmm.getSubcommands()).hasSizeGreaterThan(16);
    for (String name : gmm.getSubcommands().keySet()) {
      assertThat(lines).anyMatch(line -> line.contains("_is \"\"' -a " + name + " -d '"));
      CommandSpec command = gmm.getSubcommands().get(name).getCommandSpec();
      for (OptionSpec option : command.options()) {
        if (!option.hidden()) {
          for (String each : option.names()) {
            String flag =
                (each.startsWith("--") ? " -l " : " -s ") + each.replaceFirst("^--?", "") + " ";
            assertThat(lines)
                .as("%s %s", name, each)
                .anyMatch(line -> line.contains("_is " + name + "' ") && line.contains(flag));
            options++;
          }
        }
      }
    }
    assertThat(options).isGreaterThan(150);
  }

  @Test
  void fishScript_hasValuesFilesAndTopics() {
    List<String> lines =
        gmm("generate-completion", "--shell", "fish").done().lines().toList();

    assertThat(lines)
        .anyMatch(line -> line.contains("_is fit' -l covariance -x -a '") && line.contains(" VEV"))
        .anyMatch(line -> line.contains("_is fit' ") && line.contains("-l output -rF"))
        .anyMatch(line -> line.equals("complete -c gmm -n '__gmm_command_is plot' -F"))
        .anyMatch(line -> line.contains("_is help' -a '") && line.contains(" files models'"));
    // Each word in single quotes, whatever it has.
    Pattern quotes = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'");
    for (String line :
        lines.stream().filter(line -> line.startsWith("complete")).toList()) {
      assertThat(quotes.matcher(line).replaceAll("")).as(line).doesNotContain("'");
    }
  }

  @Test
  void scriptForZsh_isThatForBash_whichLoadsWhatZshNeeds() {
    String bash = gmm("generate-completion").done();

    assertThat(gmm("generate-completion", "--shell", "bash").done()).isEqualTo(bash);
    assertThat(gmm("generate-completion", "--shell", "zsh").done()).isEqualTo(bash);
    assertThat(bash).contains("ZSH_VERSION", "bashcompinit");
    assertThat(gmm("generate-completion", "--shell", "tcsh").failed(ExitStatus.USAGE))
        .contains("expected one of bash, zsh, fish but was 'tcsh'");
  }

  @Test
  void pagesOfHelpItself_are80CharactersWide() {
    List<String> lines = new ArrayList<>();
    for (String command : new String[] {"help", "generate-completion"}) {
      gmm(command, "--help").done().lines().forEach(lines::add);
    }
    assertThat(lines)
        .hasSizeGreaterThan(20)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }
}

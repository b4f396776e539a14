package dev.gmm4j.cli.option;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists the options of a command under headings, see {@link OptionGroup}. */
public final class GroupedOptions implements IHelpSectionRenderer {
  /** Fewer options are found without headings. */
  private static final int FEWEST = 20;

  private GroupedOptions() {}

  /** Has the commands that have many options list them in groups. */
  public static void register(CommandLine parent) {
    for (CommandLine command : parent.getSubcommands().values()) {
      if (visible(command.getCommandSpec().options()).size() >= FEWEST) {
        command
            .getHelpSectionMap()
            .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedOptions());
      }
      register(command);
    }
  }

  private static List<OptionSpec> visible(List<OptionSpec> options) {
    return options.stream().filter(option -> !option.hidden()).toList();
  }

  @Override
  public String render(Help help) {
    List<OptionSpec> options = visible(help.commandSpec().options());
    Map<OptionGroup, List<OptionSpec>> groups = new EnumMap<>(OptionGroup.class);
    for (OptionSpec option : options) {
      groups.computeIfAbsent(group(option), group -> new ArrayList<>()).add(option);
    }
    StringBuilder text = new StringBuilder();
    groups.forEach((group, members) -> {
      // The width of the first column is that of all options, so that the groups are aligned.
      Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
      layout.addOptions(members, help.parameterLabelRenderer());
      String newLine = System.lineSeparator();
      text.append(newLine).append(group.heading()).append(':').append(newLine).append(layout);
    });
    return text.toString();
  }

  /** Returns the group that an option's field, or else the class that has it, names. */
  static OptionGroup group(OptionSpec option) {
    Object field = option.userObject();
    OptionGroup.In own = field instanceof AnnotatedElement element
        ? element.getAnnotation(OptionGroup.In.class)
        : null;
    if (own == null && field instanceof Member member) {
      own = member.getDeclaringClass().getAnnotation(OptionGroup.In.class);
    }
    return own == null ? OptionGroup.MORE : own.value();
  }
}

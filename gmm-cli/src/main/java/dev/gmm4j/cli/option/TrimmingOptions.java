package dev.gmm4j.cli.option;

import dev.gmm4j.em.Trimming;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Samples that are left out as outliers. */
@OptionGroup.In(OptionGroup.ROBUSTNESS)
public final class TrimmingOptions {
  /** The option of the share. */
  public static final String NAME = "--trim";

  @Option(
      names = NAME,
      paramLabel = "SHARE",
      description = {
        "Leave out this share of the rows, those that fit",
        "worst, such as 0.05; set --max-eigenvalue-ratio",
        "too. Then --init is concentration by default."
      })
  private @Nullable Double share;

  @Option(
      names = "--trim-form",
      paramLabel = "mixture|hard",
      converter = FormConverter.class,
      completionCandidates = FormConverter.class,
      description = {
        "What --trim maximizes. Default: mixture.",
        "  mixture  likelihood of the rows that are kept",
        "  hard     each wholly of its likeliest component"
      })
  private Trimming.@Nullable Form form;

  /** Understands the values of {@code --trim-form}. */
  static final class FormConverter extends LabelConverter<Trimming.Form> {
    FormConverter() {
      for (Trimming.Form form : Trimming.Form.values()) {
        add(form.label(), form);
      }
    }
  }

  /** Tells whether rows are to be left out. */
  public boolean isUsed() {
    return share != null;
  }

  /**
   * Returns the trimming, or null where none is asked for.
   *
   * @throws ParameterException if the share is out of range, or there is a form of no trimming
   */
  @Nullable
  public Trimming trimming(CommandSpec command) {
    if (share == null) {
      if (form != null) {
        throw new ParameterException(command.commandLine(), "--trim-form needs " + NAME);
      }
      return null;
    }
    double given = share;
    Trimming.Form chosen = form == null ? Trimming.Form.MIXTURE : form;
    OptionErrors.apply(command, NAME, () -> new Trimming(given, chosen));
    return new Trimming(given, chosen);
  }
}

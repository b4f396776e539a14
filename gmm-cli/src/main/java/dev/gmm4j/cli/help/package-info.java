/** What explains the command: {@code help} and {@code generate-completion}. */
@NullMarked
package dev.gmm4j.cli.help;

import org.jspecify.annotations.NullMarked;

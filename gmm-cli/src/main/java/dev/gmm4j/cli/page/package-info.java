/** Pages of HTML that need nothing but a browser: what reports of all commands have in common. */
@NullMarked
package dev.gmm4j.cli.page;

import org.jspecify.annotations.NullMarked;

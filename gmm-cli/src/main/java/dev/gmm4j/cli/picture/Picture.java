package dev.gmm4j.cli.picture;

import java.util.List;

/**
 * A picture that can be drawn of the data at hand.
 *
 * @param kind what it shows, never {@link PictureKind#AUTO}
 * @param axes indices of the features that it shows; empty where they are more than it has room for, and the model is to
 *     tell which ones matter
 * @param title above it; empty for one that tells data and model
 */
public record Picture(PictureKind kind, List<Integer> axes, String title) {}

package application;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.data.Samples;

public class Main {
  public static void main(String[] args) {
    double[] samples = {-1.1, -1, -0.9, 0.9, 1, 1.1};
    GaussianMixture model = GaussianMixture.fit(Samples.of(samples, 1), 2);
    System.out.println(Main.class.getModule() + " " + Backends.standard().reports().get(0).id()
        + " " + Math.round(model.weight(0) * 1000));
  }
}

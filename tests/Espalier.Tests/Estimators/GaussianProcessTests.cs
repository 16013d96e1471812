using Espalier.Estimators;

namespace Espalier.Tests.Estimators;

public sealed class GaussianProcessTests
{
    private static readonly double[][] Known = [[0, 0], [1, 0.5], [2, -1], [-1, 1.5], [0.5, 2.5], [3, 1]];
    private static readonly double[] Values = [0.3, 0.9, 0.1, 0.7, 0.5, 0.65];
    private static readonly double[][] Asked = [[0.2, 0.1], [2.5, 0], [-3, -3], [0.5, 2.5]];

    [Theory]
    [InlineData(Covariance.Rbf)]
    [InlineData(Covariance.Matern52)]
    public void One_point_explains_what_is_alike(Covariance kernel)
    {
        var process = Fixed(kernel, variance: 2, length: 1.5, noise: 0.5);

        process.Fit([[1, 1]], [0.4]);
        var told = process.Predict([[1, 1], [2, 1], [100, 100]]);

        // A single value is its own mean; what is left of the variance v is v - k² / (v + noise).
        var near = kernel == Covariance.Rbf
            ? 2 * Math.Exp(-1 / (2 * 1.5 * 1.5))
            : 2 * (1 + (Math.Sqrt(5) / 1.5) + (5 / (3 * 1.5 * 1.5))) * Math.Exp(-Math.Sqrt(5) / 1.5);
        Assert.All(told, one => Assert.Equal(0.4, one.Mean, 1e-12));
        Assert.Equal(2 - (4 / 2.5), Math.Pow(told[0].Deviation!.Value, 2), 1e-6);
        Assert.Equal(2 - (near * near / 2.5), Math.Pow(told[1].Deviation!.Value, 2), 1e-6);
        Assert.Equal(2, Math.Pow(told[2].Deviation!.Value, 2), 1e-9);
    }

    // scikit-learn's GaussianProcessRegressor, optimizer=None, alpha 0.05, ConstantKernel(2) times the kernel of length 1.3, on the values
    // standardised by numpy; its version is 1.2.1.
    [Theory]
    [InlineData(
        Covariance.Rbf,
        new[] { 0.4328397008473328, 0.511272853160194, 0.5201411874197105, 0.5100444495836765 },
        new[] { 0.05772041903755177, 0.171364103181549, 0.37360039549943974, 0.058150640672248045 },
        -11.110038311080054)]
    [InlineData(
        Covariance.Matern52,
        new[] { 0.4149076620053307, 0.48374644401819333, 0.5156003866916063, 0.5060935724601603 },
        new[] { 0.07686918398796842, 0.23025298817642117, 0.3735387969499909, 0.058223382993882515 },
        -10.276060596874649)]
    public void The_posterior_is_scikit_learns(Covariance kernel, double[] means, double[] deviations, double likelihood)
    {
        var process = Fixed(kernel, variance: 2, length: 1.3, noise: 0.05);

        process.Fit(Known, Values);
        var told = process.Predict(Asked);

        Assert.Equal(likelihood, process.LogLikelihood, 1e-6);
        Assert.All(told.Index(), one => Assert.Equal(means[one.Index], one.Item.Mean, 1e-7));
        Assert.All(told.Index(), one => Assert.Equal(deviations[one.Index], one.Item.Deviation!.Value, 1e-6));
    }

    // The minimum that scipy 1.10's L-BFGS-B finds from the same first values of the same function in numpy.
    [Fact]
    public void Variance_length_and_noise_are_of_the_largest_posterior_density()
    {
        var process = new GaussianProcess(new GaussianProcessSettings { Steps = 400 });

        process.Fit(Known, Values);

        Assert.Equal(0.3667, process.Variance, 0.02);
        Assert.Equal(0.3563, process.Length, 0.02);
        Assert.Equal(0.6355, process.Noise, 0.02);
    }

    // scikit-learn's GaussianProcessRegressor 1.2.1 with the kernel alone, alpha 1e-6 and five restarts, on standardised values.
    [Theory]
    [InlineData(Covariance.Rbf, 1.79954, -6.294275)]
    [InlineData(Covariance.Matern52, 2.08489, -8.443051)]
    public void Without_priors_the_length_is_of_the_largest_likelihood(Covariance kernel, double length, double likelihood)
    {
        var process = new GaussianProcess(new GaussianProcessSettings
        {
            Covariance = kernel,
            Variance = 1,
            Length = 1,
            Noise = 1e-6,
            LearnsVariance = false,
            LearnsNoise = false,
            Priors = false,
            Steps = 400,
        });
        double[][] rows = [.. Enumerable.Range(0, 10).Select(i => new[] { i * 0.5, i * 7 % 5 * 0.4 })];

        process.Fit(rows, [.. rows.Select(row => Math.Sin(row[0]) + (0.5 * row[1]))]);

        Assert.Equal(1, process.Variance);
        Assert.Equal(length, process.Length, 0.001);
        Assert.Equal(likelihood, process.LogLikelihood, 1e-4);
    }

    [Fact]
    public void Rows_that_are_doubled_do_no_harm()
    {
        var process = new GaussianProcess(new GaussianProcessSettings { Noise = 1e-6, LearnsNoise = false });

        process.Fit([[0, 1], [0, 1], [0, 1], [1, 0]], [0.2, 0.2, 0.2, 0.8]);

        Assert.Equal(0.2, process.Predict([[0, 1]])[0].Mean, 1e-3);
    }

    [Fact]
    public void What_knows_nothing_says_so_and_nothing_is_left_behind()
    {
        var live = torch.LiveTensorsOfThread;
        var process = new GaussianProcess(new GaussianProcessSettings { Steps = 3 });

        Assert.Throws<InvalidOperationException>(() => process.Predict(Asked));
        Assert.Throws<ArgumentException>(() => process.Fit([], []));
        Assert.Throws<ArgumentException>(() => process.Fit(Known, Values[..2]));
        process.Fit(Known, Values);
        Assert.Equal(4, process.Predict(Asked).Count);
        Assert.Empty(process.Predict([]));
        Assert.Equal(live, torch.LiveTensorsOfThread);
    }

    private static GaussianProcess Fixed(Covariance kernel, double variance, double length, double noise)
    {
        return new(new GaussianProcessSettings { Covariance = kernel, Variance = variance, Length = length, Noise = noise, Steps = 0 });
    }
}

namespace Espalier.Torch;

/// <summary>The binding: names, argument order, defaults and meanings follow TorchSharp's, which follow PyTorch's.</summary>
public static partial class torch
{
    /// <summary>A number given to an operator: an integer stays one, so that integer tensors keep their type.</summary>
    public readonly record struct Scalar
    {
        private readonly double number;
        private readonly long integer;

        private Scalar(bool isInteger, long integer, double number)
        {
            IsInteger = isInteger;
            this.integer = integer;
            this.number = number;
        }

        /// <summary>Whether it was given as an integer.</summary>
        public bool IsInteger { get; }

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(int value) => new(true, value, value);

        /// <summary>An integer.</summary>
        public static implicit operator Scalar(long value) => new(true, value, value);

        /// <summary>A floating-point number.</summary>
        public static implicit operator Scalar(float value) => new(false, (long)value, value);

        /// <summary>A floating-point number.</summary>
        public static implicit operator Scalar(double value) => new(false, (long)value, value);

        /// <summary>The value as a double.</summary>
        public double ToDouble() => number;

        /// <summary>The value as a float.</summary>
        public float ToSingle() => (float)number;

        /// <summary>The value as an integer, cut towards zero.</summary>
        public long ToInt64() => integer;
    }
}

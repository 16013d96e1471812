// The one place where the toolkit meets its tensor library: TorchSharp can take its place here.
global using Espalier.Torch;
global using Espalier.Torch.Modules;
global using static Espalier.Torch.torch;
global using static Espalier.Torch.torch.nn;
